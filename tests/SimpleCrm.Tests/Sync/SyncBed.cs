using System.Data.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Encryption;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Sync;

/// <summary>The engine over a database file and a mail server in memory, with a clock that stands still until it is moved.</summary>
internal sealed class SyncBed : IAsyncDisposable
{
    private readonly string _folder;
    private readonly TestDatabase _database;
    private readonly DatabaseInterference _interference = new();
    private ServiceProvider _services = null!;
    private IDisposable? _subscription;
    private readonly List<LiveChange> _changes = [];
    private long _lastNotice;

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Time { get; } = new(Start);
    public MemoryMailServer Server { get; } = new();
    public Viewer Owner { get; private set; } = null!;
    public long MailboxId { get; private set; }

    /// <summary>Called for each database command and commit; may throw.</summary>
    public Action<string>? OnDatabase { get => _interference.On; set => _interference.On = value; }

    /// <summary>Emails that were announced as new so far.</summary>
    public IEnumerable<long> Announced => Told().SelectMany(c => c.NewEmailIds);

    /// <summary>Every notice so far; those under way are waited for.</summary>
    public IReadOnlyList<LiveChange> Told()
    {
        var feed = _services.GetRequiredService<LiveFeed>();
        var last = new LiveChange { MailboxId = -Interlocked.Increment(ref _lastNotice), OwnerId = 0 };
        feed.Publish(last);
        SpinWait.SpinUntil(() =>
        {
            lock (_changes)
                return _changes.Exists(c => c.MailboxId == last.MailboxId);
        });
        lock (_changes)
            return [.. _changes.Where(c => c.MailboxId > 0)];
    }

    public void ForgetTold()
    {
        Told();
        lock (_changes)
            _changes.Clear();
    }

    private SyncBed(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        _database = TestDatabase.Create(folder);
    }

    public static async Task<SyncBed> CreateAsync(bool withFolders = true)
    {
        var bed = new SyncBed(Path.Combine(Path.GetTempPath(), $"simplecrm-sync-{Guid.NewGuid():N}"));
        bed.Open();
        bed.Owner = await bed.AddOwnerAsync("anna");
        bed.MailboxId = await bed.AddMailboxAsync(bed.Owner, "anna@example.org");
        if (withFolders)
        {
            bed.Server.AddFolder("INBOX", FolderRole.Inbox);
            bed.Server.AddFolder("Archive", FolderRole.Archive);
            bed.Server.AddFolder("Sent", FolderRole.Sent);
            bed.Server.AddFolder("Drafts", FolderRole.Drafts);
            bed.Server.AddFolder("Junk", FolderRole.Junk);
            bed.Server.AddFolder("Trash", FolderRole.Trash);
        }
        return bed;
    }

    public SyncEngine Engine => _services.GetRequiredService<SyncEngine>();
    public MailActions Actions => _services.GetRequiredService<MailActions>();
    public MailboxKnocks Knocks => _services.GetRequiredService<MailboxKnocks>();
    public SyncSchedule Schedule => _services.GetRequiredService<SyncSchedule>();
    public MailboxHealth Health => _services.GetRequiredService<MailboxHealth>();
    public Vault Vault => _services.GetRequiredService<Vault>();
    public IServiceProvider Services => _services;

    public SimpleCrmDbContext Db() => _services.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContext();

    /// <summary>Runs the engine once, as a poll or for the given reason.</summary>
    public Task<DateTime?> SyncAsync(KnockReason reason = KnockReason.Poll)
    {
        Knocks.Knock(MailboxId, reason);
        return Engine.RunAsync(MailboxId, TestContext.Current.CancellationToken);
    }

    /// <summary>Runs with the clock moving, until nothing is left to do or to wait for.</summary>
    public async Task SettleAsync(int rounds = 6)
    {
        for (var i = 0; i < rounds; i++)
        {
            Time.Advance(TimeSpan.FromMinutes(20));
            await SyncAsync(KnockReason.Person);
        }
    }

    /// <summary>Loses all memory, as a process that ends does, and starts again on the same file.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        Open();
    }

    public async Task<Viewer> AddOwnerAsync(string name)
    {
        await using var db = Db();
        var user = new User { Id = RowId.Next(), UserName = name, DisplayName = name, CreatedAt = Start.UtcDateTime };
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return new Viewer(user.Id, Role.Rep, "UTC");
    }

    public async Task<long> AddMailboxAsync(Viewer owner, string address)
    {
        await using var db = Db();
        var mailbox = new Mailbox { OwnerId = owner.UserId, Address = address, UserName = address, CreatedAt = Start.UtcDateTime };
        mailbox.CredentialsCipher = _services.GetRequiredService<MailboxSessions>().Seal(mailbox.Id, new MailboxCredentials("secret"));
        db.Mailboxes.Add(mailbox);
        await db.SaveChangesAsync();
        return mailbox.Id;
    }

    private void Open()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        // The model is kept for the whole process: it must be the same as the product's.
        services.Configure<IdentityOptions>(o => o.Stores.SchemaVersion = SimpleCrmDbContext.IdentitySchema);
        services.AddDbContextFactory<SimpleCrmDbContext>(options => options
            .UseSimpleCrmDatabase(TestDatabase.Options(_folder), _database.ConnectionString)
            .AddInterceptors(TestDatabase.IsSqlite ? [SqlServer.SqlServerQueries.Instance, new Unsynced(), _interference.Commands, _interference.Commits] : [_interference.Commands, _interference.Commits]));
        services.AddSingleton(KeyRing.Open(Path.Combine(_folder, "keys.json")));
        services.AddSingleton<Vault>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<IEmailProvider>(Server);
        services.AddSyncEngine();
        _services = services.BuildServiceProvider();
        _subscription = _services.GetRequiredService<LiveFeed>().Subscribe(null, change =>
        {
            lock (_changes)
                _changes.Add(change);
            return Task.CompletedTask;
        }, _ => Task.CompletedTask);
    }

    private async Task CloseAsync()
    {
        _subscription?.Dispose();
        await _services.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        OnDatabase = null;
        await CloseAsync();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // A test's database need not outlive a power cut.
    private sealed class Unsynced : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous=OFF";
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}

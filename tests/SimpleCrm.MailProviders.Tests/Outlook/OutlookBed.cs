using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Outbox;
using SimpleCrm.Sync;
using SimpleCrm.TestServers;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Outlook;

/// <summary>The engine over a database file and a simulated Outlook mailbox, with a clock of its own that only tests move.</summary>
internal sealed class OutlookBed : IAsyncDisposable
{
    private static readonly Lazy<string> Template = new(CreateTemplate);
    private readonly TemporaryFolder _folder = new("outlook");
    private ServiceProvider _services = null!;

    private OutlookBed(OutlookHost host)
    {
        Host = host;
        Time = new FakeTimeProvider(OutlookHost.Now);
    }

    public OutlookHost Host { get; }
    public FakeTimeProvider Time { get; }
    public Viewer Owner { get; } = new(RowId.Next(), Role.Rep, "UTC");
    public long MailboxId { get; private set; }
    public MailActions Actions => Get<MailActions>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static async Task<OutlookBed> CreateAsync()
    {
        var bed = new OutlookBed(await OutlookHost.StartAsync(new HurriedTime()));
        File.Copy(Template.Value, Path.Combine(bed._folder.Path, "simplecrm.db"));
        bed.Open();
        await using var db = bed.Db();
        db.Users.Add(new User { Id = bed.Owner.UserId, UserName = "ana", DisplayName = "Ana", CreatedAt = bed.Time.GetUtcNow().UtcDateTime });
        var mailbox = new Mailbox { OwnerId = bed.Owner.UserId, Provider = MailProvider.Outlook, Address = bed.Host.Mailbox.Address, UserName = bed.Host.Mailbox.Address, CreatedAt = bed.Time.GetUtcNow().UtcDateTime };
        var token = bed.Host.Server.Tokens.Issue(bed.Host.Mailbox.Address, ["Mail.ReadWrite", "Mail.Send"], TimeSpan.FromDays(3650));
        mailbox.CredentialsCipher = bed._services.GetRequiredService<MailboxSecrets>().Seal(mailbox.Id, new MailboxCredentials("")
        {
            OAuth = new OAuthTokens(token, "refresh", bed.Time.GetUtcNow().AddYears(10), ["Mail.ReadWrite", "Mail.Send"]),
        });
        db.Mailboxes.Add(mailbox);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        bed.MailboxId = mailbox.Id;
        return bed;
    }

    public SimpleCrmDbContext Db() => _services.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContext();

    public Task SyncAsync(KnockReason reason = KnockReason.Poll)
    {
        _services.GetRequiredService<MailboxKnocks>().Knock(MailboxId, reason);
        return _services.GetRequiredService<SyncEngine>().RunAsync(MailboxId, TestContext.Current.CancellationToken);
    }

    public async Task SettleAsync(int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            Time.Advance(TimeSpan.FromMinutes(20));
            await SyncAsync(KnockReason.Person);
        }
    }

    /// <summary>Sends what is due, syncs, and lets time pass, until the outbox has nothing left to do by itself.</summary>
    public async Task SettleOutboxAsync()
    {
        for (var round = 0; round < 6; round++)
        {
            while (await Get<OutboxSteps>().RunNextAsync(MailboxId, TestContext.Current.CancellationToken) == OutboxStep.Done)
            {
            }
            await SyncAsync(KnockReason.Person);
            Time.Advance(TimeSpan.FromHours(3));
        }
    }

    /// <summary>Every email in its folder, with its flags, here and at the server.</summary>
    public async Task<(IReadOnlyList<string> Here, IReadOnlyList<string> There)> CompareAsync()
    {
        await using var db = Db();
        var rows = await (from p in db.Placements
                          join f in db.Folders on p.FolderId equals f.Id
                          join e in db.Emails on p.EmailId equals e.Id
                          where p.MailboxId == MailboxId
                          select new { f.Name, f.Role, p.RemoteId, p.RemoteIsRead, p.RemoteIsStarred, e.IsRead, e.IsStarred, e.Subject, p.IsPendingAddition, p.IsPendingRemoval }).ToListAsync(TestContext.Current.CancellationToken);
        string Line(string folder, string id, bool read, bool flagged, string subject) => $"{folder} {id[..16]} {(read ? "read" : "unread")} {(flagged ? "flagged" : "plain")} {subject}";
        var here = rows.Select(r => Line(Known(r.Role, r.Name), r.RemoteId, r.RemoteIsRead, r.RemoteIsStarred, r.Subject)
            + (r.IsPendingAddition || r.IsPendingRemoval ? " pending" : "") + (r.IsRead != r.RemoteIsRead || r.IsStarred != r.RemoteIsStarred ? " differs" : ""));
        var there = Host.Mailbox.Snapshot().Values.Where(m => m.Folder != "outbox").Select(m => Line(m.Folder, m.Id, m.IsRead, m.IsFlagged, m.Subject));
        return ([.. here.Order(StringComparer.Ordinal)], [.. there.Order(StringComparer.Ordinal)]);
    }

    private static string Known(FolderRole role, string name) => role switch
    {
        FolderRole.Sent => "sentitems",
        FolderRole.Trash => "deleteditems",
        FolderRole.Junk => "junkemail",
        FolderRole.None => name,
        _ => role.ToString().ToLowerInvariant(),
    };

    private void Open()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["DataDirectory"] = _folder.Path }).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSimpleCrm(configuration);
        services.AddMailProviders(configuration);
        services.AddSingleton<TimeProvider>(Time);
        services.RemoveAll<IEmailProvider>();
        services.AddSingleton(Host.Provider);
        _services = services.BuildServiceProvider();
    }

    private static string CreateTemplate()
    {
        var path = Path.Combine(Path.GetTempPath(), $"simplecrm-template-{Guid.NewGuid():N}.db");
        var options = new DbContextOptionsBuilder<SimpleCrmDbContext>();
        options.UseSimpleCrmDatabase(new SimpleCrmOptions(), $"Data Source={path};Pooling=False");
        using var db = new SimpleCrmDbContext(options.Options);
        db.Database.Migrate();
        db.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
        await Host.DisposeAsync();
    }
}

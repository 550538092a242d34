using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Outbox;
using SimpleCrm.Sync;
using SimpleCrm.TestServers;

namespace SimpleCrm.Tests.Outbox;

/// <summary>The product with its real database file, a scripted server and a clock in the hand; it can be killed and started again.</summary>
internal sealed class OutboxWorld : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("outbox");
    private readonly TestDatabase _database;
    private ServiceProvider _services;
    private int _nextUid = 7;

    public OutboxWorld()
    {
        Server = new ScriptedServer(Kill);
        _database = TestDatabase.Create(_folder.Path);
        _services = Start();
    }

    public string Folder => _folder.Path;
    public KillSwitch Kill { get; } = new();
    public ScriptedServer Server { get; }
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    public Viewer Ann { get; } = new(RowId.Next(), Role.Rep, "Europe/Berlin");
    public EmailSending Sending => Get<EmailSending>();
    public OutboxSteps Steps => Get<OutboxSteps>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static async Task<OutboxWorld> CreateAsync()
    {
        var world = new OutboxWorld();
        await world.AddUserAsync(world.Ann);
        return world;
    }

    /// <summary>The killed process is gone; a new one starts on the same files.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        Kill.Revive();
        _services = Start();
    }

    public async Task AddUserAsync(Viewer viewer)
    {
        await using var db = await DatabaseAsync();
        db.Users.Add(new User { Id = viewer.UserId, UserName = $"u{viewer.UserId}", DisplayName = "Somebody", CreatedAt = Time.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync();
    }

    public async Task<long> ConnectAsync(Viewer? owner = null, string address = "ann@acme.example", MailboxState state = MailboxState.Active)
    {
        var mailbox = new Mailbox { OwnerId = (owner ?? Ann).UserId, Address = address, DisplayName = "Ann Ähnlich", UserName = address, State = state };
        mailbox.CredentialsCipher = Get<MailboxSessions>().Seal(mailbox.Id, new MailboxCredentials("secret"));
        await using var db = await DatabaseAsync();
        db.Mailboxes.Add(mailbox);
        await db.SaveChangesAsync();
        return mailbox.Id;
    }

    public Task<SimpleCrmDbContext> DatabaseAsync() => Get<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync();

    public async Task<OutgoingEmail> OutgoingAsync(long id)
    {
        await using var db = await DatabaseAsync();
        return await db.OutgoingEmails.AsNoTracking().SingleAsync(o => o.Id == id);
    }

    public async Task<Email?> EmailAsync(long? id)
    {
        await using var db = await DatabaseAsync();
        return await db.Emails.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id);
    }

    /// <summary>Stores an email as the intake would have.</summary>
    public async Task<Email> ReceiveAsync(long mailboxId, ParsedEmail content)
    {
        var remoteId = $"1:{_nextUid++}";
        var item = Get<IntakePreparation>().Prepare(new FetchedEmail
        {
            Remote = new RemoteEmail(remoteId, true, false, false),
            ReceivedAt = Time.GetUtcNow(),
            Size = 1000,
            Content = content,
        }, mailboxId, "ann@acme.example", FolderRole.Inbox);
        await using var db = await DatabaseAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var folder = await db.Folders.FirstOrDefaultAsync(f => f.MailboxId == mailboxId && f.Role == FolderRole.Inbox);
        if (folder is null)
            db.Folders.Add(folder = new MailFolder { MailboxId = mailboxId, RemoteId = "INBOX", Name = "Inbox", Role = FolderRole.Inbox });
        db.Placements.Add(new Placement { MailboxId = mailboxId, FolderId = folder.Id, EmailId = item.Email!.Id, RemoteId = remoteId });
        await db.SaveChangesAsync();
        var threads = await ThreadJoining.LoadAsync(db, mailboxId, [item], default);
        item.Email.ThreadId = threads.Join(item, null);
        db.AddRange(item.Email, item.Body!);
        db.AddRange(item.Attachments);
        if (item.Meeting is { } meeting)
            db.Add(meeting);
        await db.SaveChangesAsync();
        await threads.SaveAsync(db, mailboxId, default);
        await ThreadUpkeep.RefreshAsync(db, mailboxId, [item.Email.ThreadId], default);
        await transaction.CommitAsync();
        return item.Email;
    }

    /// <summary>The sync meets a copy of the email.</summary>
    public async Task PlaceAsync(long mailboxId, long emailId, FolderRole role)
    {
        await using var db = await DatabaseAsync();
        var folder = new MailFolder { MailboxId = mailboxId, RemoteId = $"{role}", Name = $"{role}", Role = role };
        db.AddRange(folder, new Placement { MailboxId = mailboxId, FolderId = folder.Id, EmailId = emailId, RemoteId = "1:1" });
        await db.SaveChangesAsync();
    }

    /// <summary>Takes what is due now to its next rest.</summary>
    public async Task RunDueAsync(long mailboxId)
    {
        while (await Steps.RunNextAsync(mailboxId, default) == OutboxStep.Done)
        {
        }
    }

    /// <summary>Lets time pass until the outbox has nothing left to do by itself.</summary>
    public async Task SettleAsync(long mailboxId)
    {
        for (var round = 0; round < 500; round++)
        {
            await RunDueAsync(mailboxId);
            await using var db = await DatabaseAsync();
            var due = await db.OutgoingEmails
                .Where(o => (o.State == OutgoingState.Prepared || o.State == OutgoingState.Accepted || o.State == OutgoingState.Unknown) && o.DueAt < DateTime.MaxValue)
                .Select(o => (DateTime?)o.DueAt).MinAsync();
            if (due is not { } next || next.Year == DateTime.MaxValue.Year)
                return;
            var now = Time.GetUtcNow().UtcDateTime;
            if (next > now)
                Time.Advance(next - now);
        }
        throw new InvalidOperationException("The outbox does not come to rest.");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _database.Dispose();
        _folder.Dispose();
    }

    private ServiceProvider Start()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(_database.Settings) { ["DataDirectory"] = _folder.Path }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        services.AddSingleton<IHostApplicationLifetime, NoLifetime>();
        services.AddSimpleCrm(configuration);
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IEmailProvider>(Server);
        services.ConfigureDbContext<SimpleCrmDbContext>(options => options.AddInterceptors(Kill));
        TestDatabase.Watch(services);
        return services.BuildServiceProvider();
    }

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;
        public CancellationToken ApplicationStopping => default;
        public CancellationToken ApplicationStopped => default;
        public void StopApplication() { }
    }
}

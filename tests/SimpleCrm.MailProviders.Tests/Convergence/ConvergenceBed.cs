using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mailboxes;
using SimpleCrm.Outbox;
using SimpleCrm.Sandbox;
using SimpleCrm.Sync;
using SimpleCrm.TestServers;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Convergence;

/// <summary>The product without its pages and loops, over a database file and one simulated account; it can be stopped in the midst and started again.</summary>
internal sealed class ConvergenceBed : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly SemaphoreSlim TemplateGate = new(1);
    private static string? _template;

    private readonly TemporaryFolder _folder = new("converge");
    private readonly PushReceiver _receiver;
    private readonly SandboxServer _sandbox;
    private ServiceProvider _services = null!;

    private ConvergenceBed(SandboxServer sandbox, PushReceiver receiver, SimulatedAccount account, FakeTimeProvider time) =>
        (_sandbox, _receiver, Account, Time) = (sandbox, receiver, account, time);

    public FakeTimeProvider Time { get; }
    public SimulatedAccount Account { get; }
    public Viewer Owner { get; } = new(RowId.Next(), Role.Rep, "UTC");
    public long MailboxId { get; private set; }
    public MailActions Actions => Get<MailActions>();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ConvergenceBed> StartAsync(Func<SandboxServer, Uri, SimulatedAccount> open)
    {
        var time = new FakeTimeProvider(Start);
        var sandbox = await SandboxServer.StartAsync(0, time, Token);
        var receiver = await PushReceiver.StartAsync(Token);
        var bed = new ConvergenceBed(sandbox, receiver, open(sandbox, receiver.Address), time);
        File.Copy(await TemplateAsync(), bed._folder.Combine("simplecrm.db"));
        bed.Open();
        await using (var db = await bed.DatabaseAsync())
        {
            db.Users.Add(new User { Id = bed.Owner.UserId, UserName = "ana" });
            await db.SaveChangesAsync(Token);
        }
        var saved = await bed.Get<ConsentStore>().SaveAsync(bed.Owner.UserId, bed.Account.Provider, bed.Account.Grant(), Token);
        bed.MailboxId = saved.MailboxId!.Value;
        return bed;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Task<SimpleCrmDbContext> DatabaseAsync() => Get<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync(Token);

    /// <summary>Runs the engine once.</summary>
    public async Task SyncAsync(KnockReason reason, CancellationToken cancellationToken)
    {
        await JudgePushesAsync(cancellationToken);
        Get<MailboxKnocks>().Knock(MailboxId, reason);
        await Get<SyncEngine>().RunAsync(MailboxId, cancellationToken);
    }

    /// <summary>Takes what is due in the outbox as far as it goes now.</summary>
    public async Task RunOutboxAsync(CancellationToken cancellationToken)
    {
        while (await Get<OutboxSteps>().RunNextAsync(MailboxId, cancellationToken) == OutboxStep.Done)
        {
        }
    }

    public Task RenewPushAsync() => Get<WebhookUpkeep>().RenewDueAsync(Time.GetUtcNow().UtcDateTime, Token);

    public Task SendAsync(string subject) => Get<EmailSending>().SendAsync(Owner, new SendRequest
    {
        MailboxId = MailboxId,
        To = [new("bob@mercier.example", "Bob")],
        Subject = subject,
        BodyText = $"About {subject}.",
    }, Token);

    /// <summary>Loses all memory, as a process that ends does, and starts again on the same file.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        Open();
        await Get<OutboxSteps>().RecoverAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _receiver.DisposeAsync();
        await _sandbox.DisposeAsync();
        SqliteConnection.ClearPool(new SqliteConnection($"Data Source={_folder.Combine("simplecrm.db")}"));
        _folder.Dispose();
    }

    private Task JudgePushesAsync(CancellationToken cancellationToken) => Get<WebhookWorker>().JudgeAllAsync(cancellationToken);

    private void Open()
    {
        _services = Services(_folder.Path, new SkippingTimeProvider(Time), Account.Configuration());
        _receiver.Intake = Get<WebhookIntake>();
    }

    private async Task CloseAsync()
    {
        _receiver.Intake = null;
        await _services.DisposeAsync();
    }

    private static ServiceProvider Services(string folder, TimeProvider time, Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).AddInMemoryCollection([new("DataDirectory", folder)]).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(time);
        services.AddSimpleCrm(configuration);
        services.AddMailProviders(configuration);
        return services.BuildServiceProvider();
    }

    private static async Task<string> TemplateAsync()
    {
        await TemplateGate.WaitAsync(Token);
        try
        {
            if (_template is not null)
                return _template;
            var folder = new TemporaryFolder("template");
            AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
            await using var services = Services(folder.Path, TimeProvider.System, []);
            await SimpleCrmServices.PrepareAsync(services, Token);
            await using var db = await services.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync(Token);
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", Token);
            return _template = folder.Combine("simplecrm.db");
        }
        finally
        {
            TemplateGate.Release();
        }
    }
}

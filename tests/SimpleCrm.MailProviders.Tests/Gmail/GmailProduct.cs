using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sandbox;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.Sync;
using SimpleCrm.TestServers;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Gmail;

/// <summary>The product without its pages and background loops, over the simulated Google; time runs fast.</summary>
public sealed class GmailProduct : IAsyncLifetime
{
    private static readonly string[] Scopes = ["https://mail.google.com/", "https://www.googleapis.com/auth/gmail.modify", "https://www.googleapis.com/auth/contacts.readonly"];

    private readonly TemporaryFolder _folder = new("gmail");
    private readonly ContractCheck _contract = new();
    private ServiceProvider _services = null!;
    private int _people;

    public SandboxServer Sandbox { get; private set; } = null!;

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        Sandbox = await SandboxServer.StartAsync(0, TimeProvider.System, TestContext.Current.CancellationToken);
        Sandbox.Google.Observer = _contract.See;
        var root = new Uri(Sandbox.Address, "/google").ToString();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DataDirectory"] = _folder.Path,
            ["Gmail:ClientId"] = "sandbox-client",
            ["Gmail:ClientSecret"] = "sandbox-secret",
            ["Gmail:AuthorizationEndpoint"] = root + "/o/oauth2/v2/auth",
            ["Gmail:TokenEndpoint"] = root + "/token",
            ["Gmail:RevocationEndpoint"] = root + "/revoke",
            ["Gmail:UserInfoEndpoint"] = root + "/v1/userinfo",
            ["Gmail:Issuer"] = Sandbox.GoogleAccounts.Issuer,
            ["Gmail:ApiEndpoint"] = root + "/",
            ["Gmail:PeopleEndpoint"] = root + "/",
            ["Gmail:Quota:UnitsPerMinute"] = "1000000",
        }).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<TimeProvider>(new HastyTimeProvider(100));
        services.AddSimpleCrm(configuration);
        services.AddMailProviders(configuration);
        _services = services.BuildServiceProvider();
        await SimpleCrmServices.PrepareAsync(_services, default);
    }

    /// <summary>A person with a mailbox that has just been connected.</summary>
    internal async Task<GmailSeat> SeatAsync()
    {
        var address = $"person{Interlocked.Increment(ref _people)}@northwind.test";
        var mailbox = Sandbox.Google.Add(address, "Ana Lima");
        mailbox.Quota.UnitsPerMinute = int.MaxValue;
        var viewer = new Viewer(RowId.Next(), Role.Rep, "UTC");
        await using (var db = await DatabaseAsync())
        {
            db.Users.Add(new User { Id = viewer.UserId, UserName = $"u{viewer.UserId}" });
            await db.SaveChangesAsync();
        }
        var tokens = new OAuthTokens(
            Sandbox.GoogleAccounts.IssueAccessToken(address, Scopes), Sandbox.GoogleAccounts.IssueRefreshToken(address, Scopes), TimeProvider.System.GetUtcNow().AddHours(1), Scopes);
        var result = await Get<ConsentStore>().SaveAsync(viewer.UserId, MailProvider.Gmail, new ConsentGrant(tokens, address, "Ana Lima"), default);
        return new GmailSeat(this, mailbox, viewer, result.MailboxId!.Value);
    }

    public Task<SimpleCrmDbContext> DatabaseAsync() => Get<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Sandbox.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
        _contract.AssertClean();
    }
}

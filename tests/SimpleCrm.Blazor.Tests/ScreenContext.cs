using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.App;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.MailProviders;
using SimpleCrm.TestServers;

namespace SimpleCrm.Blazor.Tests;

/// <summary>A page of a signed-in person over a real database; only the browser is played by the test.</summary>
public sealed class ScreenContext : BunitContext
{
    private readonly TemporaryFolder _folder = new("screens");

    public ScreenContext()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["DataDirectory"] = _folder.Path }).Build();
        Services.AddSingleton<IConfiguration>(configuration);
        Services.AddLogging();
        Services.AddDataProtection();
        Services.AddSimpleCrm(configuration);
        Services.AddMailProviders(configuration);
        Services.AddMudServices();
        Services.AddScreens();
        Services.AddScoped<CurrentViewer>();
        // Only what fails waits that long, and a busy machine is slow.
        DefaultWaitTimeout = TimeSpan.FromSeconds(20);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Authorization = AddAuthorization();
    }

    public BunitAuthorizationContext Authorization { get; }
    public User Person { get; private set; } = null!;
    public MailSeed Mail { get; private set; } = null!;

    /// <summary>Makes the database and signs a person in.</summary>
    public async Task<ScreenContext> StartAsync()
    {
        await SimpleCrmServices.PrepareAsync(Services, Xunit.TestContext.Current.CancellationToken);
        Person = new User
        {
            UserName = "maya@northwind.test",
            Email = "maya@northwind.test",
            DisplayName = "Maya Lind",
            SecurityStamp = "stamp",
            TimeZone = "Europe/Berlin",
        };
        await using (var db = await DatabaseAsync())
        {
            db.Add(Person);
            await db.SaveChangesAsync();
        }
        Authorization.SetAuthorized(Person.UserName);
        Authorization.SetClaims(
            new Claim(ClaimTypes.NameIdentifier, Person.Id.ToString()),
            new Claim("AspNet.Identity.SecurityStamp", "stamp"));
        Mail = new MailSeed(this);
        return this;
    }

    public Task<SimpleCrmDbContext> DatabaseAsync() => Services.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync();

    /// <summary>What the engine says after a commit.</summary>
    public void Tell(EmailThread thread) => Services.GetRequiredService<LiveFeed>().Publish(new LiveChange
    {
        MailboxId = thread.MailboxId,
        OwnerId = Person.Id,
        ThreadIds = [thread.Id],
        FolderIds = [Mail.Inbox.Id],
    });

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Smtp;

namespace SimpleCrm.MailProviders.Tests.Mailboxes;

/// <summary>The product over a database of its own and real servers, without its background loops.</summary>
internal sealed class AccountWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simplecrm-accounts-").FullName;
    private readonly ServiceProvider _services;

    // Migrating takes longer than most tests do; each gets a copy of one fresh database.
    private static readonly Lazy<Task<byte[]>> Fresh = new(MakeFreshAsync);

    private AccountWorld(IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection>? configure)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DataDirectory"] = _folder,
            ["Imap:AllowPrivateNetworks"] = "true",
            ["Imap:AllowUnencrypted"] = "true",
        }).AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSimpleCrm(configuration);
        services.AddMailProviders(configuration);
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public ScriptedSmtpServer Smtp { get; } = new();
    public MailboxAccounts Accounts => Get<MailboxAccounts>();
    public MailboxKnocks Knocks => Get<MailboxKnocks>();
    public Viewer Ada { get; private set; } = null!;
    public Viewer Bob { get; private set; } = null!;

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static async Task<AccountWorld> CreateAsync(IEnumerable<KeyValuePair<string, string?>>? settings = null, Action<IServiceCollection>? configure = null)
    {
        var fresh = await Fresh.Value;
        var world = new AccountWorld(settings ?? [], configure);
        await File.WriteAllBytesAsync(Path.Combine(world._folder, "simplecrm.db"), fresh);
        world.Ada = await world.AddPersonAsync("ada@northwind.test");
        world.Bob = await world.AddPersonAsync("bob@northwind.test");
        return world;
    }

    private static async Task<byte[]> MakeFreshAsync()
    {
        await using var world = new AccountWorld([], null);
        await SimpleCrmServices.PrepareAsync(world._services, CancellationToken.None);
        await using (var db = await world.OpenAsync())
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return await File.ReadAllBytesAsync(Path.Combine(world._folder, "simplecrm.db"));
    }

    public Task<SimpleCrmDbContext> OpenAsync() => Get<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync();

    public ImapAccount Account(DovecotServer server, DovecotUser user) => new()
    {
        Address = user.Address,
        Password = user.Password,
        Imap = new ServerSettings { Host = server.Host, Port = server.Ports.Imap, Security = ConnectionSecurity.None },
        Smtp = new ServerSettings { Host = Smtp.Host, Port = Smtp.Port, Security = ConnectionSecurity.None },
    };

    private async Task<Viewer> AddPersonAsync(string email)
    {
        await using var db = await OpenAsync();
        var user = new User { UserName = email, Email = email, NormalizedEmail = email.ToUpperInvariant(), NormalizedUserName = email.ToUpperInvariant() };
        db.Add(user);
        await db.SaveChangesAsync();
        return new Viewer(user.Id, Role.Rep, "Etc/UTC");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Smtp.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

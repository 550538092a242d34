using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.TestServers;

namespace SimpleCrm.Tests.Access;

/// <summary>A workspace in a database of its own, with a clock that only tests move.</summary>
public sealed class Workspace : IAsyncDisposable
{
    public const string Password = "correct horse battery";
    private readonly TemporaryFolder _folder;
    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;

    private Workspace(TemporaryFolder folder, TestDatabase database, ServiceProvider services) => (_folder, _database, _services) = (folder, database, services);

    public FakeTimeProvider Time { get; private init; } = null!;

    public static async Task<Workspace> CreateAsync(Dictionary<string, string?>? settings = null)
    {
        var folder = new TemporaryFolder("workspace");
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var database = TestDatabase.Create(folder.Path);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(database.Settings).AddInMemoryCollection(new Dictionary<string, string?>(settings ?? []) { ["DataDirectory"] = folder.Path }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(time).AddSimpleCrm(configuration);
        TestDatabase.Watch(services);
        var provider = services.BuildServiceProvider();
        await SimpleCrmServices.PrepareAsync(provider, CancellationToken.None);
        return new Workspace(folder, database, provider) { Time = time };
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A scope, as a request has one.</summary>
    public AsyncServiceScope Scope() => _services.CreateAsyncScope();

    public async Task<Viewer> AddAsync(string name, Role role)
    {
        await using var scope = Scope();
        var user = new User { UserName = $"{name}@northwind.test", Email = $"{name}@northwind.test", DisplayName = name, Role = role, CreatedAt = Time.GetUtcNow().UtcDateTime };
        var result = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, Password);
        return result.Succeeded ? new Viewer(user.Id, role, "UTC") : throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Description)));
    }

    public async Task<User> ReadAsync(long userId)
    {
        await using var db = await Get<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync();
        return await db.Users.SingleAsync(u => u.Id == userId);
    }

    /// <summary>What a cookie made now says of the person.</summary>
    public async Task<ClaimsPrincipal> SignInAsync(long userId)
    {
        await using var scope = Scope();
        return await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<User>>().CreateAsync(await ReadAsync(userId));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _database.Dispose();
        _folder.Dispose();
    }
}

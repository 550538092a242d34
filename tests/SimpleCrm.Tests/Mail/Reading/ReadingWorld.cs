using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Encryption;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.Tests.Reading;

/// <summary>The product's services over a database file of their own, without its hosted loops.</summary>
public sealed class ReadingWorld : IAsyncDisposable
{
    public static readonly DateTime Now = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    private readonly ServiceProvider _services;

    private readonly TestDatabase _database;

    private ReadingWorld(string folder, TestDatabase database, ServiceProvider services) => (Folder, _database, _services) = (folder, database, services);

    public string Folder { get; }
    public FakeTimeProvider Time { get; private init; } = new();
    public MailSeed Seed => field ??= new(Contexts, Get<Vault>());
    public IDbContextFactory<SimpleCrmDbContext> Contexts => Get<IDbContextFactory<SimpleCrmDbContext>>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static Task<ReadingWorld> CreateAsync(IEmailProvider? provider = null)
    {
        var folder = Directory.CreateTempSubdirectory("simplecrm-reading-").FullName;
        var database = TestDatabase.Create(folder);
        var time = new FakeTimeProvider(new DateTimeOffset(Now));
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(time);
        if (provider is not null)
            services.AddSingleton(provider);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(database.Settings) { ["DataDirectory"] = folder }).Build();
        services.AddSingleton<IConfiguration>(configuration).AddSimpleCrm(configuration);
        TestDatabase.Watch(services);
        return Task.FromResult(new ReadingWorld(folder, database, services.BuildServiceProvider()) { Time = time });
    }

    public async Task<T> InDatabaseAsync<T>(Func<SimpleCrmDbContext, Task<T>> work)
    {
        await using var db = await Contexts.CreateDbContextAsync();
        return await work(db);
    }

    public async Task SaveAndIndexAsync()
    {
        await Seed.SaveAsync();
        await Get<SearchIndexer>().RunUntilDoneAsync(CancellationToken.None);
    }

    public Task<ThreadWindow> ListAsync(Viewer viewer, ThreadScope? scope = null, int offset = 0, int count = 50) =>
        Get<ThreadLists>().GetWindowAsync(viewer, scope ?? new ThreadScope(), offset, count, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _database.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

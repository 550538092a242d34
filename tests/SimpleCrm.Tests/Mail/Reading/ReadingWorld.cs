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

    // Migrating takes longer than most tests do; each gets a copy of one fresh database.
    private static readonly Lazy<Task<byte[]>> Fresh = new(MakeFreshAsync);

    private readonly ServiceProvider _services;

    private ReadingWorld(string folder, ServiceProvider services) => (Folder, _services) = (folder, services);

    public string Folder { get; }
    public FakeTimeProvider Time { get; private init; } = new();
    public MailSeed Seed => field ??= new(Contexts, Get<Vault>());
    public IDbContextFactory<SimpleCrmDbContext> Contexts => Get<IDbContextFactory<SimpleCrmDbContext>>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static async Task<ReadingWorld> CreateAsync(IEmailProvider? provider = null)
    {
        var folder = Directory.CreateTempSubdirectory("simplecrm-reading-").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "simplecrm.db"), await Fresh.Value);
        var time = new FakeTimeProvider(new DateTimeOffset(Now));
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(time);
        if (provider is not null)
            services.AddSingleton(provider);
        services.AddSimpleCrm(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["DataDirectory"] = folder }).Build());
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        return new ReadingWorld(folder, services.BuildServiceProvider()) { Time = time };
    }

    private static async Task<byte[]> MakeFreshAsync()
    {
        var folder = Directory.CreateTempSubdirectory("simplecrm-fresh-").FullName;
        var services = new ServiceCollection().AddLogging();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["DataDirectory"] = folder }).Build();
        services.AddSingleton<IConfiguration>(configuration).AddSimpleCrm(configuration);
        await using (var provider = services.BuildServiceProvider())
        {
            await SimpleCrmServices.PrepareAsync(provider, CancellationToken.None);
            await using var db = await provider.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, "simplecrm.db"));
        Directory.Delete(folder, recursive: true);
        return bytes;
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
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.TestServers.PostgreSql;

namespace SimpleCrm.Benchmarks;

/// <summary>A new, migrated database of one kind with the product's services over it. Commits wait for the disk, as they do in use.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    public const string Sqlite = "SQLite", PostgreSql = "PostgreSQL";
    private readonly string _folder;
    private readonly PostgreSqlServer? _server;

    private BenchmarkDatabase(string folder, PostgreSqlServer? server, ServiceProvider services) => (_folder, _server, Services) = (folder, server, services);

    /// <summary>Those that run on this machine.</summary>
    public static IReadOnlyList<string> Names { get; } = PostgreSqlServer.IsInstalled ? [Sqlite, PostgreSql] : [Sqlite];

    public ServiceProvider Services { get; }

    public static async Task<BenchmarkDatabase> CreateAsync(string name)
    {
        var folder = Directory.CreateTempSubdirectory("simplecrm-bench-").FullName;
        var server = name == PostgreSql ? await PostgreSqlServer.StartAsync(isDurable: true) : null;
        var settings = new Dictionary<string, string?> { ["DataDirectory"] = folder };
        if (server is not null)
            (settings["Database:Provider"], settings["ConnectionStrings:SimpleCrm"]) = ("PostgreSql", server.ConnectionString("simplecrm"));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSimpleCrm(configuration).BuildServiceProvider();
        await SimpleCrmServices.PrepareAsync(services, CancellationToken.None);
        return new BenchmarkDatabase(folder, server, services);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SimpleCrm.Database;
using SimpleCrm.TestServers;
using SimpleCrm.TestServers.PostgreSql;
using SimpleCrm.Tests.SqlServer;

namespace SimpleCrm.Tests;

/// <summary>
/// A migrated, empty database for one test, on the one that SIMPLECRM_TESTS_DATABASE names: Sqlite (also without it), PostgreSql, or SqlServer with the
/// server in SIMPLECRM_TESTS_CONNECTION.
/// </summary>
internal sealed class TestDatabase : IDisposable
{
    // Migrating takes longer than most tests: each gets a copy of one empty database.
    private static readonly Lazy<string> FreshFile = new(MakeFile);
    private static readonly Lazy<PostgreSqlServer> Server = new(StartServer);
    private static readonly Lock Copying = new();
    private static int _count;

    private readonly string _provider;

    private TestDatabase(string provider, string connectionString) => (_provider, ConnectionString) = (provider, connectionString);

    public static string Provider { get; } = DatabaseEngines.Named(Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_DATABASE") ?? "Sqlite")!.Name;

    public static bool IsSqlite => Provider == "Sqlite";

    public static bool IsPostgreSql => Provider == "PostgreSql";

    public string ConnectionString { get; }

    /// <summary>The product's settings that lead to it.</summary>
    public Dictionary<string, string?> Settings => new() { ["Database:Provider"] = _provider, ["ConnectionStrings:SimpleCrm"] = ConnectionString };

    /// <param name="folder">Where a database that is a file is put.</param>
    public static TestDatabase Create(string folder) => IsSqlite ? InFile(folder) : IsPostgreSql ? OnPostgreSql() : OnSqlServer();

    public static SimpleCrmOptions Options(string folder) => new() { DataDirectory = folder, Database = new DatabaseOptions { Provider = Provider } };

    /// <summary>The way to a database on the server that does not exist yet.</summary>
    public static string NewConnectionString() => IsPostgreSql
        ? Server.Value.ConnectionString(NextName())
        : new SqlConnectionStringBuilder(Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_CONNECTION")) { InitialCatalog = NextName() }.ToString();

    /// <summary>A migrated, empty database on PostgreSQL, whatever the other tests run on.</summary>
    public static TestDatabase OnPostgreSql()
    {
        var name = NextName();
        _ = Server.Value;
        Execute($"CREATE DATABASE \"{name}\" TEMPLATE fresh");
        return new TestDatabase("PostgreSql", Server.Value.ConnectionString(name) + ";Maximum Pool Size=30");
    }

    /// <summary>The private PostgreSQL of this process, started when first asked for.</summary>
    public static PostgreSqlServer PostgreSql => Server.Value;

    /// <summary>Has the queries on SQLite put into the words of SQL Server too.</summary>
    public static void Watch(IServiceCollection services)
    {
        if (IsSqlite)
            services.ConfigureDbContext<SimpleCrmDbContext>(options => options.AddInterceptors(SqlServerQueries.Instance));
    }

    public void Dispose()
    {
        if (_provider == "Sqlite")
        {
            using var connection = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(connection);
        }
        else if (_provider == "PostgreSql")
        {
            var name = new NpgsqlConnectionStringBuilder(ConnectionString).Database!;
            Execute($"DROP DATABASE \"{name}\" WITH (FORCE)");
        }
        else
        {
            using var db = new SimpleCrmDbContext(OptionsFor(ConnectionString));
            db.Database.EnsureDeleted();
            SqlConnection.ClearAllPools();
        }
    }

    internal static DbContextOptions<SimpleCrmDbContext> OptionsFor(string connectionString, string? provider = null)
    {
        var options = new DbContextOptionsBuilder<SimpleCrmDbContext>();
        options.UseSimpleCrmDatabase(new SimpleCrmOptions { Database = new DatabaseOptions { Provider = provider ?? Provider } }, connectionString);
        return options.Options;
    }

    private static TestDatabase InFile(string folder)
    {
        var file = Path.Combine(folder, "simplecrm.db");
        File.Copy(FreshFile.Value, file);
        return new TestDatabase("Sqlite", $"Data Source={file}");
    }

    private static TestDatabase OnSqlServer()
    {
        var connection = new SqlConnectionStringBuilder(Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_CONNECTION")) { InitialCatalog = NextName() };
        using var db = new SimpleCrmDbContext(OptionsFor(connection.ToString()));
        db.Database.Migrate();
        return new TestDatabase("SqlServer", connection.ToString());
    }

    private static string NextName() => $"scrm_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";

    // One at a time: two copies of one template get in each other's way.
    private static void Execute(string sql)
    {
        lock (Copying)
        {
            using var connection = new NpgsqlConnection(Server.Value.ConnectionString("postgres"));
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private static PostgreSqlServer StartServer()
    {
        var server = PostgreSqlServer.StartAsync().GetAwaiter().GetResult();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        using var db = new SimpleCrmDbContext(OptionsFor(server.ConnectionString("fresh") + ";Pooling=False", "PostgreSql"));
        DatabaseEngines.Of(db).MigrateAsync(db, CancellationToken.None).GetAwaiter().GetResult();
        return server;
    }

    private static string MakeFile()
    {
        var folder = new TemporaryFolder("fresh");
        var file = folder.Combine("simplecrm.db");
        using (var db = new SimpleCrmDbContext(OptionsFor($"Data Source={file};Pooling=False")))
        {
            db.Database.Migrate();
            db.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return file;
    }
}

using SimpleCrm.TestServers.Processes;

namespace SimpleCrm.TestServers.PostgreSql;

/// <summary>
/// A private PostgreSQL cluster in a temporary folder, reached by a Unix socket there and by a loopback port. Anybody on this machine may log in:
/// it holds made-up data and lives as long as its test process.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string Account = "postgres";
    private readonly TemporaryFolder _folder = new("pg");
    private readonly bool _isDurable;
    private ChildProcess? _process;

    private PostgreSqlServer(bool isDurable) => _isDurable = isDurable;

    public int Port { get; } = LoopbackPorts.Reserve();

    /// <summary>Whether the Debian package is installed.</summary>
    public static bool IsInstalled => Binaries is not null;

    /// <param name="isDurable">Commits wait for the disk, as they do where data matters; for measurements. Tests leave it off.</param>
    public static async Task<PostgreSqlServer> StartAsync(bool isDurable = false)
    {
        var server = new PostgreSqlServer(isDurable);
        try
        {
            await server.CreateAsync();
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection string for one of its databases, by the Unix socket.</summary>
    public string ConnectionString(string database) => $"Host={_folder.Path};Port={Port};Username={Account};Database={database}";

    /// <summary>A connection string by the loopback port.</summary>
    public string LoopbackConnectionString(string database) => $"Host=127.0.0.1;Port={Port};Username={Account};Database={database}";

    /// <summary>Starts again after <see cref="KillAsync"/>, on the same port and data.</summary>
    public async Task StartAsync()
    {
        string[] durability = _isDurable ? [] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "autovacuum_naptime=10s"];
        var process = _process = Run("postgres",
        [
            "-D", _folder.Combine("data"), "-k", _folder.Path, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300",
            "-c", "shared_buffers=256MB", "-c", "dynamic_shared_memory_type=mmap", .. durability,
        ]);
        await Until.TrueAsync(
            () => Task.FromResult(process.HasExited
                ? throw new InvalidOperationException($"PostgreSQL ended.\n{process.Output}")
                : process.Output.Contains("database system is ready to accept connections", StringComparison.Ordinal)),
            TimeSpan.FromSeconds(60),
            () => $"PostgreSQL does not start.\n{process.Output}");
    }

    /// <summary>SIGKILL for the whole server, as when the machine is gone.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        await process.KillAsync();
        await process.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    private static string? Binaries => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order().LastOrDefault()
        : null;

    private async Task CreateAsync()
    {
        if (Environment.IsPrivilegedProcess)
            await Command.RunAsync("chown", [Account, _folder.Path]);
        var (file, arguments) = AsAccount("initdb", ["-D", _folder.Combine("data"), "-U", Account, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]);
        await Command.RunAsync(file, arguments);
    }

    private static ChildProcess Run(string program, string[] arguments)
    {
        var (file, all) = AsAccount(program, arguments);
        return new ChildProcess(file, all);
    }

    // The server refuses to run as root.
    private static (string File, string[] Arguments) AsAccount(string program, string[] arguments)
    {
        var path = Path.Combine(Binaries ?? throw new InvalidOperationException("PostgreSQL is not installed (Debian: postgresql)."), program);
        return Environment.IsPrivilegedProcess
            ? ("/usr/bin/setpriv", [$"--reuid={Account}", $"--regid={Account}", "--clear-groups", path, .. arguments])
            : (path, arguments);
    }
}

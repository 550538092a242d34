using SimpleCrm.TestServers.Processes;

namespace SimpleCrm.TestServers.Node;

/// <summary>Scripts for Node.js with packages pinned by a lock file; the packages are fetched when they are missing.</summary>
public sealed class NodeFolder
{
    private static readonly SemaphoreSlim Gate = new(1);

    private readonly string _path;

    private NodeFolder(string path) => _path = path;

    /// <summary>This machine has npm.</summary>
    public static bool IsAvailable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "npm")));

    /// <param name="path">Below the root of the repository.</param>
    public static async Task<NodeFolder> PrepareAsync(params string[] path)
    {
        var folder = RepositoryRoot.Combine(path);
        await Gate.WaitAsync();
        try
        {
            if (!File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
                await Command.RunAsync("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error"]);
        }
        finally
        {
            Gate.Release();
        }
        return new NodeFolder(folder);
    }

    /// <summary>Runs a script to its end; what it printed.</summary>
    public Task<string> RunAsync(string script, params string[] arguments) => Command.RunAsync("node", [Path.Combine(_path, script), .. arguments]);

    /// <summary>Starts a script that serves HTTP on a port of this machine, and waits until it answers.</summary>
    public async Task<NodeService> StartAsync(int port, params string[] arguments)
    {
        var service = new NodeService(new ChildProcess("node", arguments, workingDirectory: _path), port);
        await service.AnswersAsync();
        return service;
    }
}

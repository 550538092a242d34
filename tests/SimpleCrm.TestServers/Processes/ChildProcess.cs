using System.Diagnostics;
using System.Text;

namespace SimpleCrm.TestServers.Processes;

/// <summary>
/// A process of ours. It is told to end when this test process is gone, however that happened,
/// because a small watcher waits for the end of its standard input.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const string Launcher = """
        exec 3<&0
        ( read -r _ <&3
          read -r _ _ _ parent _ </proc/self/stat
          [ "$parent" = "$$" ] && kill -TERM $$ ) >/dev/null 2>&1 &
        exec 3<&-
        exec "$@" </dev/null
        """;

    private const int KeptCharacters = 4_000_000;
    private readonly StringBuilder _output = new();
    private readonly Process _process;

    public ChildProcess(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? workingDirectory = null)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? Path.GetTempPath(),
        };
        foreach (var argument in (string[])["-c", Launcher, "sh", file, .. arguments]) start.ArgumentList.Add(argument);
        foreach (var (key, value) in environment ?? new Dictionary<string, string>()) start.Environment[key] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Freezes or thaws the whole tree: the kernel still accepts connections, nobody answers.</summary>
    public void Pause() => ProcessTree.Of(Id).Signal(Signals.Stop);

    public void Resume() => ProcessTree.Of(Id).Signal(Signals.Continue);

    /// <summary>SIGTERM, then SIGKILL for whatever of the tree is left after the grace.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        var tree = ProcessTree.Of(Id);
        if (!_process.HasExited)
        {
            Signals.Send(Id, Signals.Terminate);
            Signals.Send(Id, Signals.Continue);
            using var patience = new CancellationTokenSource(grace);
            try
            {
                await WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                tree = ProcessTree.Of(Id);
            }
        }

        tree.Signal(Signals.Kill);
        await WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>SIGKILL for the whole tree, the process itself first.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            // Frozen first, so that nothing is forked between the count and the kill.
            Signals.Send(Id, Signals.Stop);
            ProcessTree.Of(Id).Signal(Signals.Kill);
        }

        await WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>SIGKILL for the process itself, at once and without waiting.</summary>
    public void KillNow()
    {
        if (!_process.HasExited) Signals.Send(Id, Signals.Kill);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }

    private Task WaitForExitAsync(CancellationToken cancellation) =>
        _process.HasExited ? Task.CompletedTask : _process.WaitForExitAsync(cancellation);

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output)
        {
            _output.Append(line).Append('\n');
            if (_output.Length > KeptCharacters) _output.Remove(0, KeptCharacters / 2);
        }
    }
}

using SimpleCrm.Sandbox;
using SimpleCrm.TestServers.Product;
using SimpleCrm.TestServers.Proxy;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>Counts the lines that pass proxies and the calls that a simulated provider serves, and kills the product at the one it was armed for.</summary>
internal sealed class KillSwitch
{
    private readonly Lock _gate = new();
    private ProductProcess? _product;
    private KillPoint? _point;
    private TaskCompletionSource _killed = new();
    private long _lastLine = Environment.TickCount64;

    public long ClientLines { get; private set; }

    public long ServerLines { get; private set; }

    public bool HasKilled => _killed.Task.IsCompleted;

    /// <summary>How long nothing has passed.</summary>
    public TimeSpan Silence => TimeSpan.FromMilliseconds(Environment.TickCount64 - Interlocked.Read(ref _lastLine));

    public void Watch(FaultProxy proxy)
    {
        proxy.FromClient.Rewrite = line => Pass(line, fromServer: false);
        proxy.FromServer.Rewrite = line => Pass(line, fromServer: true);
    }

    /// <param name="sandbox">Calls to it count as commands, its answers as answers.</param>
    /// <param name="isCounted">By its path, whether a call is the product's.</param>
    public void Watch(SandboxServer sandbox, Func<string, bool> isCounted) => sandbox.Passing = (path, isAnswer) =>
    {
        if (isCounted(path)) Pass(path, isAnswer);
    };

    /// <summary>Counts from now on; without a point nothing is killed.</summary>
    public void Arm(ProductProcess product, KillPoint? point)
    {
        lock (_gate)
        {
            (_product, _point, ClientLines, ServerLines, _killed) = (product, point, 0, 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            Interlocked.Exchange(ref _lastLine, Environment.TickCount64);
        }
    }

    public void Disarm()
    {
        lock (_gate) _point = null;
    }

    private string Pass(string line, bool fromServer)
    {
        Interlocked.Exchange(ref _lastLine, Environment.TickCount64);
        lock (_gate)
        {
            var count = fromServer ? ++ServerLines : ++ClientLines;
            if (_point is not { } point || point.FromServer != fromServer || count < point.Line) return line;
            _point = null;
            var (product, killed) = (_product!, _killed);
            if (point.Delay == TimeSpan.Zero)
            {
                // The signal is sent before this returns, so the line can only reach a dead product.
                Complete(product.KillAsync(), killed);
            }
            else
            {
                Complete(KillLaterAsync(product, point.Delay), killed);
            }
        }

        return line;
    }

    private static async Task KillLaterAsync(ProductProcess product, TimeSpan delay)
    {
        await Task.Delay(delay);
        await product.KillAsync();
    }

    private static void Complete(Task killing, TaskCompletionSource killed) => _ = killing.ContinueWith(_ => killed.TrySetResult(), TaskScheduler.Default);
}

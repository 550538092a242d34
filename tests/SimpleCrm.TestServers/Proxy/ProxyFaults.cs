namespace SimpleCrm.TestServers.Proxy;

/// <summary>What is wrong with one direction of every connection. May be changed while connections are open.</summary>
public sealed class ProxyFaults
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _stalled;

    /// <summary>How much later every byte arrives. Throughput does not suffer.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Trickles at this rate; null for full speed.</summary>
    public int? BytesPerSecond { get; set; }

    /// <summary>Sends at most this many bytes in one segment, to split lines where no one expects it.</summary>
    public int? SliceBytes { get; set; }

    /// <summary>A connection is reset (RST) once this many of its bytes have passed.</summary>
    public long? ResetAfterBytes { get; set; }

    /// <summary>Rewrites line by line. Only for connections without TLS; decided when a connection opens.</summary>
    public LineRewriter? Rewrite { get; set; }

    /// <summary>From now on nothing passes, on old and new connections alike, and nobody is told: half-open.</summary>
    public void Stall()
    {
        lock (_gate) _stalled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>What was held back passes now.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            _stalled?.SetResult();
            _stalled = null;
        }
    }

    /// <summary>No fault from now on; rewriting stops with the next connection.</summary>
    public void Clear()
    {
        (Latency, BytesPerSecond, SliceBytes, ResetAfterBytes, Rewrite) = (TimeSpan.Zero, null, null, null, null);
        Resume();
    }

    internal Task FlowingAsync(CancellationToken cancellation)
    {
        lock (_gate) return _stalled is null ? Task.CompletedTask : _stalled.Task.WaitAsync(cancellation);
    }
}

using System.Globalization;

namespace SimpleCrm.Benchmarks;

/// <summary>Watches the largest resident memory a process has had (VmHWM), until it ends or the watch is disposed.</summary>
internal sealed class PeakMemory : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;
    private long _bytes;

    public PeakMemory(int pid) => _watching = WatchAsync(pid);

    public double Megabytes => Interlocked.Read(ref _bytes) / 1_048_576.0;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        _stopping.Dispose();
    }

    private static long? Read(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? null : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task WatchAsync(int pid)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            // The kernel keeps the maximum itself; only what came after the last look before the end is missed.
            while (Read(pid) is { } bytes)
            {
                Interlocked.Exchange(ref _bytes, bytes);
                await clock.WaitForNextTickAsync(_stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            if (Read(pid) is { } bytes) Interlocked.Exchange(ref _bytes, bytes);
        }
    }
}

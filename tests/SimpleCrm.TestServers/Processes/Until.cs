using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SimpleCrm.TestServers.Processes;

/// <summary>Asks until something is so.</summary>
public static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    public static Task TrueAsync(Func<bool> condition, TimeSpan patience, Func<string> diagnosis, CancellationToken cancellation = default) =>
        TrueAsync(() => Task.FromResult(condition()), patience, diagnosis, cancellation);

    /// <param name="pause">Between two questions, where asking costs much.</param>
    /// <exception cref="TimeoutException">It is not so after all patience; with the diagnosis.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan patience, Func<string> diagnosis, CancellationToken cancellation = default, TimeSpan? pause = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > patience) throw new TimeoutException(diagnosis());
            await Task.Delay(pause ?? Pause, cancellation);
        }
    }

    /// <summary>True when something on this port says a first line that starts as a greeting should.</summary>
    public static async Task<bool> GreetsAsync(int port, string greeting)
    {
        using var client = new TcpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
            var buffer = new byte[512];
            var read = await client.GetStream().ReadAsync(buffer, patience.Token);
            return System.Text.Encoding.ASCII.GetString(buffer, 0, read).StartsWith(greeting, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}

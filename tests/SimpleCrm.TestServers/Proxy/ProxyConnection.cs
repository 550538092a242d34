using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;

namespace SimpleCrm.TestServers.Proxy;

/// <summary>One client, one server connection, and the faults between them.</summary>
internal sealed class ProxyConnection(TcpClient client, TcpClient server, FaultProxy proxy)
{
    private const int BufferBytes = 64 * 1024;
    private readonly CancellationTokenSource _ended = new();
    // Kept apart, as a closed TcpClient no longer knows its socket.
    private readonly Socket _client = client.Client;
    private readonly Socket _server = server.Client;

    public async Task RunAsync()
    {
        _client.NoDelay = _server.NoDelay = true;
        try
        {
            await Task.WhenAll(
                PumpAsync(_client, _server, proxy.FromClient, proxy.CountFromClient),
                PumpAsync(_server, _client, proxy.FromServer, proxy.CountFromServer));
        }
        finally
        {
            client.Dispose();
            server.Dispose();
        }
    }

    /// <summary>Both sides get a reset, not an orderly end.</summary>
    public void Reset()
    {
        foreach (var side in (Socket[])[_client, _server])
        {
            try
            {
                side.LingerState = new LingerOption(true, 0);
                side.Close();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Gone already.
            }
        }

        _ended.Cancel();
    }

    private async Task PumpAsync(Socket from, Socket to, ProxyFaults faults, Action<int> count)
    {
        var queue = Channel.CreateBounded<(long Arrived, byte[] Bytes)>(64);
        var lines = faults.Rewrite is { } rewrite ? new LineStream(rewrite) : null;
        try
        {
            await Task.WhenAll(ReadAsync(from, queue.Writer, lines), WriteAsync(queue.Reader, to, faults, count));
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            await _ended.CancelAsync();
        }
    }

    private async Task ReadAsync(Socket from, ChannelWriter<(long Arrived, byte[] Bytes)> queue, LineStream? lines)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            while (await from.ReceiveAsync(buffer, _ended.Token) is var read and > 0)
            {
                var bytes = lines is null ? buffer.AsSpan(0, read).ToArray() : lines.Pass(buffer.AsSpan(0, read));
                if (bytes.Length > 0) await queue.WriteAsync((Stopwatch.GetTimestamp(), bytes), _ended.Token);
            }
        }
        finally
        {
            queue.Complete();
        }
    }

    private async Task WriteAsync(ChannelReader<(long Arrived, byte[] Bytes)> queue, Socket to, ProxyFaults faults, Action<int> count)
    {
        long passed = 0;
        await foreach (var (arrived, bytes) in queue.ReadAllAsync(_ended.Token))
        {
            var early = faults.Latency - Stopwatch.GetElapsedTime(arrived);
            if (early > TimeSpan.Zero) await Task.Delay(early, _ended.Token);
            for (var at = 0; at < bytes.Length;)
            {
                await faults.FlowingAsync(_ended.Token);
                var left = faults.ResetAfterBytes is { } limit ? Math.Max(0, limit - passed) : long.MaxValue;
                var piece = (int)Math.Min(left, Math.Min(bytes.Length - at, Math.Min(faults.SliceBytes ?? int.MaxValue, faults.BytesPerSecond ?? int.MaxValue)));
                // One byte a second is one byte, then a second; a thousand are ten at a time.
                if (faults.BytesPerSecond is { } rate) piece = Math.Min(piece, Math.Max(1, rate / 100));
                piece = await to.SendAsync(bytes.AsMemory(at, piece), _ended.Token);
                (at, passed) = (at + piece, passed + piece);
                count(piece);
                if (passed >= faults.ResetAfterBytes)
                {
                    Reset();
                    return;
                }

                if (faults.BytesPerSecond is { } pace) await Task.Delay(TimeSpan.FromSeconds((double)piece / pace), _ended.Token);
                else if (faults.SliceBytes is not null) await Task.Yield();
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SimpleCrm.TestServers.Proxy;

/// <summary>A TCP proxy between the product and a real server that can be made to fail and to lie.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ProxyConnection, Task> _open = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _target;
    private readonly TcpListener _listener;
    private readonly Task _accepting;
    private int _connections;
    private long _bytesFromClient;
    private long _bytesFromServer;

    /// <param name="target">The loopback port of the real server.</param>
    public FaultProxy(int target)
    {
        _target = target;
        Port = LoopbackPorts.Reserve();
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Host => "127.0.0.1";

    public int Port { get; }

    /// <summary>Faults of what the client sends.</summary>
    public ProxyFaults FromClient { get; } = new();

    /// <summary>Faults of what the server sends.</summary>
    public ProxyFaults FromServer { get; } = new();

    /// <summary>New connections are closed at once.</summary>
    public bool RefuseConnections { get; set; }

    /// <summary>Connections accepted so far, refused ones included.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public int OpenConnections => _open.Count;

    /// <summary>Bytes handed on to the server so far.</summary>
    public long BytesFromClient => Interlocked.Read(ref _bytesFromClient);

    /// <summary>Bytes handed on to clients so far.</summary>
    public long BytesFromServer => Interlocked.Read(ref _bytesFromServer);

    /// <summary>Nothing passes in either direction any more; connections stay open.</summary>
    public void Stall()
    {
        FromClient.Stall();
        FromServer.Stall();
    }

    public void Resume()
    {
        FromClient.Resume();
        FromServer.Resume();
    }

    /// <summary>Lies to every connection opened from now on, in both directions.</summary>
    public void Lie(ImapLie lie)
    {
        FromServer.Rewrite = lie.FromServer;
        FromClient.Rewrite = lie.FromClient;
    }

    /// <summary>Resets every open connection.</summary>
    public void ResetConnections()
    {
        foreach (var connection in _open.Keys) connection.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        ResetConnections();
        await _accepting;
        await Task.WhenAll(_open.Values);
        _stopping.Dispose();
    }

    internal void CountFromClient(int bytes) => Interlocked.Add(ref _bytesFromClient, bytes);

    internal void CountFromServer(int bytes) => Interlocked.Add(ref _bytesFromServer, bytes);

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Interlocked.Increment(ref _connections);
                if (RefuseConnections || await ConnectAsync() is not { } server)
                {
                    client.Dispose();
                    continue;
                }

                var connection = new ProxyConnection(client, server, this);
                var started = new TaskCompletionSource();
                _open[connection] = RunAsync(connection, started.Task);
                started.SetResult();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task RunAsync(ProxyConnection connection, Task started)
    {
        await started;
        await connection.RunAsync();
        _open.TryRemove(connection, out _);
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        var server = new TcpClient();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
            return server;
        }
        catch (SocketException)
        {
            server.Dispose();
            return null;
        }
    }
}

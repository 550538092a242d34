using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SimpleCrm.EndToEnd;

/// <summary>A stranger's web server on loopback: it serves one picture at every address and remembers what was asked of it.</summary>
public sealed class ImageHost : IAsyncDisposable
{
    private static readonly byte[] Picture = Convert.FromBase64String("R0lGODlhAQABAIAAAP8AAAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly Task _serving;

    public ImageHost()
    {
        _listener.Start();
        // By another name than the product's: cookies know hosts, not ports.
        Address = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = ServeAsync();
    }

    /// <summary>Without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>The request lines and headers that came in.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                await AnswerAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            var stream = client.GetStream();
            var buffer = new byte[8_192];
            var read = await stream.ReadAsync(buffer, _stopping.Token);
            // A browser opens spare connections without asking for anything.
            if (read > 0) _asked.Enqueue(Encoding.ASCII.GetString(buffer, 0, read));
            var head = $"HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\nContent-Length: {Picture.Length}\r\nConnection: close\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _stopping.Token);
            await stream.WriteAsync(Picture, _stopping.Token);
        }
        catch (IOException)
        {
            // The browser went away.
        }
    }
}

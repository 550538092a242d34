using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SimpleCrm.TestServers.Postfix;

/// <summary>Answers Postfix's policy question at each RCPT, so that a test can refuse a recipient while Postfix runs.</summary>
internal sealed class RecipientPolicy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, (string Reply, int Times)> _refused = new(StringComparer.OrdinalIgnoreCase);
    private readonly Task _accepting;

    public RecipientPolicy()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public void Refuse(string recipient, string reply, int times) => _refused[recipient] = (reply, times);

    public void Allow(string recipient) => _refused.TryRemove(recipient, out _);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true) conversations.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
                var recipient = "";
                while (await reader.ReadLineAsync(_stopping.Token) is { } line)
                {
                    if (line.StartsWith("recipient=", StringComparison.Ordinal)) recipient = line["recipient=".Length..];
                    if (line.Length == 0) await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"action={ActionFor(recipient)}\n\n"), _stopping.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // Postfix or the test has gone.
            }
        }
    }

    private string ActionFor(string recipient)
    {
        if (!_refused.TryGetValue(recipient, out var refusal)) return "DUNNO";
        if (refusal.Times == 1) _refused.TryRemove(recipient, out _);
        else _refused[recipient] = (refusal.Reply, refusal.Times - 1);
        return refusal.Reply;
    }
}

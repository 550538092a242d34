using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SimpleCrm.Benchmarks.Peers;

/// <summary>The least a client can do to hear of new mail: one socket in IDLE on the Inbox (RFC 2177).</summary>
internal sealed class BareIdleClient : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly StreamReader _reader;

    private BareIdleClient(BenchmarkMailbox mailbox)
    {
        _client.Connect(IPAddress.Loopback, mailbox.Server.Ports.Imap);
        _client.NoDelay = true;
        _reader = new StreamReader(_client.GetStream(), Encoding.Latin1);
    }

    /// <summary>Logged in and idling when it returns.</summary>
    public static async Task<BareIdleClient> StartAsync(BenchmarkMailbox mailbox)
    {
        var client = new BareIdleClient(mailbox);
        await client.SayAsync($"a LOGIN {mailbox.User.Address} \"{mailbox.User.Password}\"", "a OK");
        await client.SayAsync("b SELECT INBOX", "b OK");
        await client.SayAsync("c IDLE", "+");
        return client;
    }

    /// <summary>Waits for the next EXISTS.</summary>
    /// <returns>The moment it was read, as <see cref="Stopwatch.GetTimestamp"/> tells it.</returns>
    public async Task<long> NextExistsAsync()
    {
        while (await _reader.ReadLineAsync() is { } line)
        {
            if (line.EndsWith(" EXISTS", StringComparison.Ordinal)) return Stopwatch.GetTimestamp();
        }

        throw new IOException("Dovecot closed the idling connection.");
    }

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }

    private async Task SayAsync(string command, string answer)
    {
        await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
        while (await _reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(answer, StringComparison.Ordinal)) return;
            if (line.Length > 1 && line.StartsWith(command[..2], StringComparison.Ordinal)) throw new InvalidOperationException($"Dovecot refused: {line}");
        }

        throw new IOException("Dovecot closed the connection.");
    }
}

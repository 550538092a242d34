using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SimpleCrm.TestServers.Dovecot;

/// <summary>One LMTP conversation (RFC 2033): many deliveries, one at a time.</summary>
internal sealed class LmtpConnection : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;

    private LmtpConnection(TcpClient client)
    {
        _client = client;
        _client.NoDelay = true;
        _stream = client.GetStream();
        _reader = new StreamReader(_stream, Encoding.UTF8);
    }

    public static async Task<LmtpConnection> OpenAsync(int port, CancellationToken cancellation)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellation);
        var connection = new LmtpConnection(client);
        await connection.ExpectAsync(220, cancellation);
        await connection.SendAsync("LHLO tests.northwind.test", 250, cancellation);
        return connection;
    }

    public async Task DeliverAsync(string sender, string recipient, ReadOnlyMemory<byte> email, CancellationToken cancellation)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes($"MAIL FROM:<{sender}>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n"), cancellation);
        await ExpectAsync(250, cancellation);
        await ExpectAsync(250, cancellation);
        await ExpectAsync(354, cancellation);
        await _stream.WriteAsync(DotStuffed(email.Span), cancellation);
        await ExpectAsync(250, cancellation);
    }

    /// <summary>False when the server has closed: an idle connection has nothing to say otherwise.</summary>
    public bool IsUsable => !_client.Client.Poll(0, SelectMode.SelectRead);

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }

    private static ReadOnlyMemory<byte> DotStuffed(ReadOnlySpan<byte> email)
    {
        var stuffed = new MemoryStream(email.Length + 64);
        while (!email.IsEmpty)
        {
            var end = email.IndexOf((byte)'\n');
            var line = end < 0 ? email : email[..(end + 1)];
            if (line[0] == '.') stuffed.WriteByte((byte)'.');
            stuffed.Write(line);
            email = email[line.Length..];
        }

        stuffed.Write(EndsWithLineEnd(stuffed) ? ".\r\n"u8 : "\r\n.\r\n"u8);
        return stuffed.GetBuffer().AsMemory(0, (int)stuffed.Length);
    }

    private static bool EndsWithLineEnd(MemoryStream stuffed) =>
        stuffed.Length == 0 || stuffed.GetBuffer()[stuffed.Length - 1] == '\n';

    private async Task SendAsync(string command, int expected, CancellationToken cancellation)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), cancellation);
        await ExpectAsync(expected, cancellation);
    }

    private async Task ExpectAsync(int expected, CancellationToken cancellation)
    {
        string? line;
        do
        {
            line = await _reader.ReadLineAsync(cancellation) ?? throw new IOException("The LMTP server closed the connection.");
        }
        while (line.Length > 3 && line[3] == '-');

        if (!line.StartsWith($"{expected}", StringComparison.Ordinal)) throw new InvalidOperationException($"LMTP refused: {line}");
    }
}

using System.Collections.Concurrent;

namespace SimpleCrm.TestServers.Dovecot;

/// <summary>Delivers by LMTP over connections that are kept for the next email.</summary>
internal sealed class LmtpClient(int port) : IDisposable
{
    private readonly ConcurrentBag<LmtpConnection> _idle = [];

    /// <exception cref="InvalidOperationException">The server refused; its words are in the message.</exception>
    public async Task DeliverAsync(string sender, string recipient, ReadOnlyMemory<byte> email, CancellationToken cancellation)
    {
        var connection = TakeIdle() ?? await LmtpConnection.OpenAsync(port, cancellation);
        try
        {
            await connection.DeliverAsync(sender, recipient, email, cancellation);
            _idle.Add(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Forgets the kept connections; the next delivery opens a new one.</summary>
    public void Dispose()
    {
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }

    private LmtpConnection? TakeIdle()
    {
        while (_idle.TryTake(out var connection))
        {
            if (connection.IsUsable) return connection;
            connection.Dispose();
        }

        return null;
    }
}

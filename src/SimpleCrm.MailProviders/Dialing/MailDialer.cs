using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace SimpleCrm.MailProviders.Dialing;

/// <summary>Opens TCP connections to mail servers and to the places where their settings are found, and to nothing private.</summary>
public sealed class MailDialer(IOptions<ImapOptions> options, TimeProvider time)
{
    /// <summary>Turns a name into addresses; the system's resolver unless a test gives its own.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Connects to the first address that answers.</summary>
    /// <exception cref="SocketException">The name is unknown, or no address answers.</exception>
    /// <exception cref="PrivateAddressException">The name has no address that may be dialled.</exception>
    public async Task<DialledStream> DialAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await Resolve(host, cancellationToken);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        if (!options.Value.AllowPrivateNetworks)
        {
            addresses = [.. addresses.Where(AddressGuard.IsPublic)];
            if (addresses.Length == 0)
                throw new PrivateAddressException();
        }
        for (var i = 0; ; i++)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(addresses[i], port), addresses.Length - i, cancellationToken);
            }
            catch (Exception exception) when (i + 1 < addresses.Length
                && (exception is SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)))
            {
            }
        }
    }

    private async Task<DialledStream> ConnectAsync(IPEndPoint address, int addressesLeft, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // A dead first address must not use up the time of the others.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (addressesLeft > 1)
                patience.CancelAfter(TimeSpan.FromSeconds(4));
            await socket.ConnectAsync(address, patience.Token);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 45);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
            return new DialledStream(socket, time) { Patience = options.Value.AnswerTimeout };
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

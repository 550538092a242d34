using System.Net;
using System.Text;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Microsoft.Extensions.Options;
using SimpleCrm.MailProviders.Dialing;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>Connects and logs in to IMAP servers.</summary>
internal sealed class ImapConnector(MailDialer dialer, IOptions<ImapOptions> options)
{
    public ImapOptions Options => options.Value;

    /// <exception cref="MailboxAccessException">The server cannot be reached or refuses.</exception>
    public async Task<ImapLine> ConnectAsync(MailboxConnection connection, CancellationToken cancellationToken)
    {
        var server = connection.Imap;
        var log = options.Value.ProtocolLogs is { Length: > 0 } folder ? ProtocolLogFile.Open(folder, "imap") : null;
        var tail = new AnswerTail(log);
        var check = new CertificateCheck(options.Value);
        var state = new ConnectState(MailServerSide.Incoming, tail, check, ServerQuirks.OfHost(server.Host));
        var client = new CappedImapClient(tail)
        {
            // Asking the authority at each connection tells it who reads mail where, and fails when it is slow.
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = check.Accept,
        };
        try
        {
            if (server.Security == ConnectionSecurity.None && !options.Value.AllowUnencrypted)
                throw new MailboxAccessException(MailboxProblem.UnencryptedNotAllowed, null);
            await ConnectAsync(client, server, state, cancellationToken);
            await LogInAsync(client, connection, state, cancellationToken);
            var implementation = await IntroduceAsync(client, cancellationToken);
            state.Quirks = ServerQuirks.Of(server.Host, tail.Greeting, implementation);
            await EnableQresyncAsync(client, state.Quirks, cancellationToken);
            return new ImapLine(client, state);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && (ImapErrors.IsAccess(exception) || exception is OperationCanceledException or MailboxAccessException))
        {
            client.Dispose();
            state.Stream?.Dispose();
            throw ImapErrors.OfConnecting(exception, state);
        }
        catch
        {
            client.Dispose();
            state.Stream?.Dispose();
            throw;
        }
    }

    private async Task ConnectAsync(ImapClient client, ServerSettings server, ConnectState state, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Value.ConnectTimeout);
        state.Stream = await dialer.DialAsync(server.Host, server.Port, patience.Token);
        try
        {
            await client.ConnectAsync(state.Stream, server.Host, server.Port, SocketOptionsOf(server.Security), patience.Token);
            state.Connected = true;
        }
        finally
        {
            state.Greeted = state.Tail.Greeting.StartsWith("* OK", StringComparison.OrdinalIgnoreCase)
                || state.Tail.Greeting.StartsWith("* PREAUTH", StringComparison.OrdinalIgnoreCase);
        }
        // A session that is authenticated before the password was sent belongs to whoever answers on this line (RFC 9051 §11.1).
        if (client.IsAuthenticated)
            throw new NotSupportedException("The server authenticated the session by itself.");
    }

    internal static SecureSocketOptions SocketOptionsOf(ConnectionSecurity security) => security switch
    {
        ConnectionSecurity.Tls => SecureSocketOptions.SslOnConnect,
        ConnectionSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    private static async Task LogInAsync(ImapClient client, MailboxConnection connection, ConnectState state, CancellationToken cancellationToken)
    {
        state.LoginDisabled = client.Capabilities.HasFlag(ImapCapabilities.LoginDisabled);
        if (connection.AccessToken is { } source)
        {
            await Logins.WithTokenAsync(source, connection.UserName, mechanism => client.AuthenticateAsync(mechanism, cancellationToken), cancellationToken);
            return;
        }
        var login = new NetworkCredential(connection.UserName, connection.Credentials.ImapPassword);
        if (Logins.Choose(client.AuthenticationMechanisms, login, client.IsSecure) is { } mechanism)
        {
            await client.AuthenticateAsync(mechanism, cancellationToken);
            return;
        }
        // With no mechanism left, the library sends the LOGIN command, once.
        client.AuthenticationMechanisms.Clear();
        await client.AuthenticateAsync(Encoding.UTF8, login, cancellationToken);
    }

    // RFC 2971. Some services open no folder before they know the client's name.
    private static async Task<string?> IntroduceAsync(ImapClient client, CancellationToken cancellationToken)
    {
        if (!client.Capabilities.HasFlag(ImapCapabilities.Id))
            return null;
        try
        {
            var server = await client.IdentifyAsync(new ImapImplementation { Name = "SimpleCrm", Version = "1" }, cancellationToken);
            return server is null ? null : $"{server.Name} {server.Vendor}";
        }
        catch (ImapCommandException)
        {
            return null;
        }
    }

    private static async Task EnableQresyncAsync(ImapClient client, ServerQuirks quirks, CancellationToken cancellationToken)
    {
        if (!client.Capabilities.HasFlag(ImapCapabilities.QuickResync) || quirks.QresyncLies || quirks.CondstoreLies)
            return;
        try
        {
            await client.EnableQuickResyncAsync(cancellationToken);
        }
        catch (ImapCommandException)
        {
            client.Capabilities &= ~ImapCapabilities.QuickResync;
        }
    }
}

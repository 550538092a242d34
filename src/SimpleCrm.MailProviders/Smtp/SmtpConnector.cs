using System.Net;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using SimpleCrm.MailProviders.Dialing;
using SimpleCrm.MailProviders.Imap;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Smtp;

/// <summary>Connects and logs in to submission servers (RFC 6409, RFC 8314).</summary>
internal sealed class SmtpConnector(MailDialer dialer, IOptions<ImapOptions> options)
{
    /// <exception cref="MailboxAccessException">The server cannot be reached or refuses; nothing was sent.</exception>
    public async Task<SmtpLine> ConnectAsync(MailboxConnection connection, CancellationToken cancellationToken)
    {
        var server = connection.Smtp;
        var log = options.Value.ProtocolLogs is { Length: > 0 } folder ? ProtocolLogFile.Open(folder, "smtp") : null;
        var tail = new AnswerTail(log);
        var check = new CertificateCheck(options.Value);
        var state = new ConnectState(MailServerSide.Outgoing, tail, check, ServerQuirks.OfHost(server.Host));
        var client = new SubmissionClient(tail)
        {
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = check.Accept,
            // The name of this machine is nobody's business.
            LocalDomain = "[127.0.0.1]",
        };
        try
        {
            if (server.Security == ConnectionSecurity.None && !options.Value.AllowUnencrypted)
                throw new MailboxAccessException(MailboxProblem.UnencryptedNotAllowed, null);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(options.Value.ConnectTimeout);
            state.Stream = await dialer.DialAsync(server.Host, server.Port, patience.Token);
            try
            {
                await client.ConnectAsync(state.Stream, server.Host, server.Port, ImapConnector.SocketOptionsOf(server.Security), patience.Token);
                state.Connected = true;
            }
            finally
            {
                state.Greeted = tail.Greeting.StartsWith("220", StringComparison.Ordinal);
            }
            await LogInAsync(client, connection, cancellationToken);
            state.Stream.Patience = options.Value.SubmissionTimeout;
            return new SmtpLine(client, state);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && (ImapErrors.IsAccess(exception) || exception is OperationCanceledException or MailboxAccessException))
        {
            client.Dispose();
            state.Stream?.Dispose();
            throw SmtpErrors.OfConnecting(exception, state);
        }
        catch
        {
            client.Dispose();
            state.Stream?.Dispose();
            throw;
        }
    }

    private static async Task LogInAsync(SubmissionClient client, MailboxConnection connection, CancellationToken cancellationToken)
    {
        if (connection.AccessToken is { } source)
        {
            await Logins.WithTokenAsync(source, connection.UserName, token => client.AuthenticateAsync(token, cancellationToken), cancellationToken);
            return;
        }
        var login = new NetworkCredential(connection.Credentials.SmtpUserName ?? connection.UserName, connection.Credentials.SmtpPassword ?? connection.Credentials.ImapPassword);
        var mechanism = Logins.Choose(client.AuthenticationMechanisms, login, client.IsSecure)
            ?? throw new MailboxAccessException(MailboxProblem.LoginDisabled, null);
        await client.AuthenticateAsync(mechanism, cancellationToken);
    }
}

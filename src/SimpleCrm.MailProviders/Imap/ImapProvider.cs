using SimpleCrm.Mailboxes;
using SimpleCrm.MailProviders.Smtp;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>Accounts read by IMAP and sending by SMTP.</summary>
internal sealed class ImapProvider(ImapConnector connector, SmtpSubmission submission, InboxWatch watch) : IEmailProvider
{
    public MailProvider Provider => MailProvider.Imap;

    public async Task<long?> AuthenticateAsync(MailboxConnection connection, MailServerSide side, CancellationToken cancellationToken)
    {
        if (side == MailServerSide.Outgoing)
            return await submission.AuthenticateAsync(connection, cancellationToken);
        await using var line = await connector.ConnectAsync(connection, cancellationToken);
        await line.RunAsync(() => line.SelectAsync("INBOX", cancellationToken), cancellationToken);
        return null;
    }

    public async Task<IMailboxSession> OpenAsync(MailboxConnection connection, CancellationToken cancellationToken)
    {
        var line = await connector.ConnectAsync(connection, cancellationToken);
        return new ImapSession(line, token => connector.ConnectAsync(connection, token), ProviderTraits.Of(Provider).FilesSentItself || ServerQuirks.OfHost(connection.Smtp.Host).FilesSentItself);
    }

    public Task<SendResult> SendEmailAsync(MailboxConnection connection, OutgoingMessage message, CancellationToken cancellationToken) =>
        submission.SendAsync(connection, message, cancellationToken);

    public Task WatchAsync(MailboxConnection connection, Action changed, CancellationToken cancellationToken) =>
        watch.ListenAsync(connection, changed, cancellationToken);

    public async Task<RemoteContacts> SyncContactsAsync(MailboxConnection connection, string? cursor, CancellationToken cancellationToken)
    {
        await using var line = await connector.ConnectAsync(connection, cancellationToken);
        return await line.RunAsync(() => new SentCorrespondents(line).ReadAsync(connection.Address, cursor, cancellationToken), cancellationToken);
    }
}

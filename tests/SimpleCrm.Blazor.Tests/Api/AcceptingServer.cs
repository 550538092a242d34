using System.Collections.Concurrent;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.Blazor.Tests.Api;

/// <summary>Mail servers that take every login but one, accept every email, and cannot be read.</summary>
internal sealed class AcceptingServer : IEmailProvider
{
    public MailProvider Provider => MailProvider.Imap;
    public ConcurrentQueue<OutgoingMessage> Accepted { get; } = [];

    public Task<long?> AuthenticateAsync(MailboxConnection connection, MailServerSide side, CancellationToken cancellationToken) =>
        connection.Credentials.ImapPassword == "wrong" ? throw new MailboxAccessException(MailboxProblem.WrongPassword, "no") { Side = side } : Task.FromResult<long?>(null);

    public Task<IMailboxSession> OpenAsync(MailboxConnection connection, CancellationToken cancellationToken) =>
        throw new MailboxAccessException(MailboxProblem.TimedOut, null);

    public Task<SendResult> SendEmailAsync(MailboxConnection connection, OutgoingMessage message, CancellationToken cancellationToken)
    {
        Accepted.Enqueue(message);
        return Task.FromResult(new SendResult(SendOutcome.Accepted, "250 ok", new Dictionary<string, string>()));
    }

    public Task<RemoteContacts> SyncContactsAsync(MailboxConnection connection, string? cursor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task WatchAsync(MailboxConnection connection, Action changed, CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
}

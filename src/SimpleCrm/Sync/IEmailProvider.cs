using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>
/// What a kind of mail account must be able to do; the only contract the engine knows. One instance per kind, safe for
/// concurrent use by different mailboxes. Every method throws <see cref="MailboxAccessException"/> when the account cannot be
/// reached or refuses, and <see cref="OperationCanceledException"/> when cancelled.
/// </summary>
public interface IEmailProvider
{
    /// <summary>The kind of account it serves.</summary>
    MailProvider Provider { get; }

    /// <summary>
    /// Tries one side of the account for real, without changing anything. Both sides may be tried at the same time; a provider with one
    /// sign-in for both does the same for either.
    /// </summary>
    /// <returns>Bytes of the largest message the sending server says it takes (SIZE, RFC 1870); null when it says nothing or was not asked.</returns>
    Task<long?> AuthenticateAsync(MailboxConnection connection, MailServerSide side, CancellationToken cancellationToken);

    /// <summary>Opens a working session: one caller at a time.</summary>
    Task<IMailboxSession> OpenAsync(MailboxConnection connection, CancellationToken cancellationToken);

    /// <summary>
    /// Hands one message to the sending server. Never throws for an answer: see <see cref="SendResult"/>. When the answer was lost
    /// after the message may have left, the result is <see cref="SendOutcome.Unknown"/>.
    /// </summary>
    Task<SendResult> SendEmailAsync(MailboxConnection connection, OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Listens for changes on a connection of its own (IMAP IDLE) and calls <paramref name="changed"/> for each; returns only by exception
    /// or cancellation. A hint only: nothing depends on it. Returns at once for providers that push by webhook.
    /// </summary>
    Task WatchAsync(MailboxConnection connection, Action changed, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the provider to call <paramref name="callback"/> when the mailbox changes, or extends what is asked for already. Safe to repeat;
    /// one that the provider no longer knows is made anew.
    /// </summary>
    /// <param name="current">What was set up before; null for the first time.</param>
    /// <returns>What to store and when to renew it; null for providers that do not push by webhook.</returns>
    Task<WebhookSubscription?> SetupWebhookAsync(MailboxConnection connection, Uri callback, WebhookSubscription? current, CancellationToken cancellationToken) =>
        Task.FromResult<WebhookSubscription?>(null);

    /// <summary>Ends a subscription. One that is gone already is no error.</summary>
    Task RemoveWebhookAsync(MailboxConnection connection, WebhookSubscription current, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The account's contacts, changed since the cursor or all of them.</summary>
    /// <param name="cursor">From the last answer; null for all. One that has expired gives all again.</param>
    Task<RemoteContacts> SyncContactsAsync(MailboxConnection connection, string? cursor, CancellationToken cancellationToken);
}

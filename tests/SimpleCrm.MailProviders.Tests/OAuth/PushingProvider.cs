using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Tests.OAuth;

/// <summary>A provider of mail that can do nothing but push and list contacts.</summary>
internal sealed class PushingProvider(MailProvider provider) : IEmailProvider
{
    public MailProvider Provider => provider;
    public List<WebhookSubscription?> Setups { get; } = [];
    public List<WebhookSubscription> Removed { get; } = [];
    public Func<WebhookSubscription?, WebhookSubscription>? Answer { get; set; }
    public Queue<RemoteContacts> Contacts { get; } = [];
    public List<string?> ContactCursors { get; } = [];

    public Task<WebhookSubscription?> SetupWebhookAsync(MailboxConnection connection, Uri callback, WebhookSubscription? current, CancellationToken cancellationToken)
    {
        Setups.Add(current);
        return Task.FromResult<WebhookSubscription?>(Answer!(current));
    }

    public Task RemoveWebhookAsync(MailboxConnection connection, WebhookSubscription current, CancellationToken cancellationToken)
    {
        Removed.Add(current);
        return Task.CompletedTask;
    }

    public Task<RemoteContacts> SyncContactsAsync(MailboxConnection connection, string? cursor, CancellationToken cancellationToken)
    {
        ContactCursors.Add(cursor);
        return Task.FromResult(Contacts.Dequeue());
    }

    public Task<long?> AuthenticateAsync(MailboxConnection connection, MailServerSide side, CancellationToken cancellationToken) => Task.FromResult<long?>(null);
    public Task<IMailboxSession> OpenAsync(MailboxConnection connection, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<SendResult> SendEmailAsync(MailboxConnection connection, OutgoingMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task WatchAsync(MailboxConnection connection, Action changed, CancellationToken cancellationToken) => Task.CompletedTask;
}

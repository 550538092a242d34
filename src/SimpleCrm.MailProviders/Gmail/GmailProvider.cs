using Google.Apis.Gmail.v1.Data;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>Gmail accounts, by the Gmail API v1 and the People API v1.</summary>
/// <param name="connector">Makes services for a mailbox.</param>
/// <param name="topicInForce">The Pub/Sub topic as an administrator set it; empty for none.</param>
internal sealed class GmailProvider(GmailConnector connector, Func<CancellationToken, Task<string>> topicInForce) : IEmailProvider
{
    public MailProvider Provider => MailProvider.Gmail;

    public async Task<long?> AuthenticateAsync(MailboxConnection connection, MailServerSide side, CancellationToken cancellationToken)
    {
        using var service = connector.Gmail(connection);
        var calls = connector.Calls(connection);
        try
        {
            await calls.RunAsync(() => service.Users.GetProfile("me"), calls.Costs.Light, isPersonal: true, cancellationToken);
            return null;
        }
        catch (MailboxAccessException exception) when (GmailErrors.StatusOf(exception) == System.Net.HttpStatusCode.BadRequest)
        {
            // "Mail service not enabled": a Google account without Gmail.
            throw new MailboxAccessException(MailboxProblem.LoginDisabled, exception.Detail, exception) { Side = side };
        }
    }

    public Task<IMailboxSession> OpenAsync(MailboxConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<IMailboxSession>(new GmailSession(connector.Gmail(connection), connector.Calls(connection)));

    public async Task<SendResult> SendEmailAsync(MailboxConnection connection, OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var service = connector.Gmail(connection);
        return await GmailSubmission.SendAsync(service, connector.Calls(connection), message, cancellationToken);
    }

    public Task WatchAsync(MailboxConnection connection, Action changed, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>users.watch, which lasts seven days at most; pushes come through the configured Pub/Sub topic, not to the callback itself.</remarks>
    public async Task<WebhookSubscription?> SetupWebhookAsync(MailboxConnection connection, Uri callback, WebhookSubscription? current, CancellationToken cancellationToken)
    {
        if (await topicInForce(cancellationToken) is not { Length: > 0 } topic)
            return null;
        using var service = connector.Gmail(connection);
        var calls = connector.Calls(connection);
        var watch = await calls.RunAsync(() => service.Users.Watch(new WatchRequest { TopicName = topic }, "me"), calls.Costs.Send, isPersonal: false, cancellationToken);
        return new WebhookSubscription(topic, "", DateTimeOffset.FromUnixTimeMilliseconds(watch.Expiration ?? 0));
    }

    public async Task RemoveWebhookAsync(MailboxConnection connection, WebhookSubscription current, CancellationToken cancellationToken)
    {
        using var service = connector.Gmail(connection);
        var calls = connector.Calls(connection);
        await calls.RunAsync(() => service.Users.Stop("me"), calls.Costs.BatchModify, isPersonal: false, cancellationToken);
    }

    public async Task<RemoteContacts> SyncContactsAsync(MailboxConnection connection, string? cursor, CancellationToken cancellationToken)
    {
        using var service = connector.People(connection);
        return await new GmailContacts(service, connector.Calls(connection)).SyncAsync(cursor, cancellationToken);
    }

    /// <summary>Addresses that the mailbox may send as, the default one first.</summary>
    public async Task<IReadOnlyList<SendAs>> ListSendAsAsync(MailboxConnection connection, CancellationToken cancellationToken)
    {
        using var service = connector.Gmail(connection);
        var calls = connector.Calls(connection);
        var answer = await calls.RunAsync(() => service.Users.Settings.SendAs.List("me"), calls.Costs.Light, isPersonal: true, cancellationToken);
        return [.. (answer.SendAs ?? []).Where(s => s.IsPrimary == true || s.VerificationStatus == "accepted").OrderByDescending(s => s.IsDefault == true)];
    }
}

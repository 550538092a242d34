using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.Sync;

namespace SimpleCrm.Mailboxes;

/// <summary>Takes a consent back at its provider, as well as that can be done: what is stored here is gone by then.</summary>
internal sealed partial class ConsentEnding(
    IDbContextFactory<SimpleCrmDbContext> contexts, WebhookSecrets webhooks, MailboxSessions sessions, IEnumerable<IConsentProvider> providers, ILogger<ConsentEnding> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What is needed to end a consent after its row is empty.</summary>
    public sealed record Grant(MailProvider Provider, MailboxConnection Connection, WebhookSubscription? Webhook);

    /// <summary>Reads the grant of a mailbox, and forgets its webhook here. Null for one with a password, or whose credentials do not open.</summary>
    public async Task<Grant?> TakeAsync(Mailbox mailbox, CancellationToken cancellationToken)
    {
        if (!ProviderTraits.Of(mailbox.Provider).HasConsent || mailbox.CredentialsCipher.Length == 0)
            return null;
        try
        {
            var connection = sessions.ConnectionTo(mailbox);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var row = await db.WebhookSubscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.MailboxId == mailbox.Id, cancellationToken);
            await db.WebhookSubscriptions.Where(s => s.MailboxId == mailbox.Id).ExecuteDeleteAsync(cancellationToken);
            // The row is empty from now on, so that the connection gets the token it had and no other.
            var token = connection.Credentials.OAuth?.AccessToken;
            connection = connection with { AccessToken = token is null ? null : (_, _) => Task.FromResult(token) };
            return new Grant(mailbox.Provider, connection, row is { SubscriptionId.Length: > 0 } ? webhooks.Open(row) : null);
        }
        catch (CryptographicException exception)
        {
            LogFailed(mailbox.Id, exception.GetType().Name);
            return null;
        }
    }

    /// <summary>Ends it. Never throws.</summary>
    public async Task EndAsync(Grant grant)
    {
        sessions.Forget(grant.Connection.MailboxId);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            if (grant.Webhook is { } webhook)
                await sessions.ProviderOf(grant.Provider).RemoveWebhookAsync(grant.Connection, webhook, patience.Token);
        }
        catch (Exception exception)
        {
            LogFailed(grant.Connection.MailboxId, exception.GetType().Name);
        }
        try
        {
            if (providers.FirstOrDefault(p => p.Provider == grant.Provider) is { } provider && grant.Connection.Credentials.OAuth is { } tokens)
                await provider.RevokeAsync(tokens, patience.Token);
        }
        catch (Exception exception)
        {
            LogFailed(grant.Connection.MailboxId, exception.GetType().Name);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The consent of mailbox {MailboxId} could not be taken back at its provider: {Exception}")]
    private partial void LogFailed(long mailboxId, string exception);
}

using System.Security.Cryptography;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>Change notifications for all messages of a mailbox.</summary>
internal sealed class OutlookSubscriptions(GraphLine line)
{
    // The longest life that is granted for messages everywhere; what is granted is what counts.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(4230);

    public async Task<WebhookSubscription> SetUpAsync(Uri callback, WebhookSubscription? current, CancellationToken cancellationToken)
    {
        var until = line.Time.GetUtcNow() + Lifetime;
        if (current is not null)
        {
            try
            {
                var renewed = await line.Graph.Subscriptions[current.Id].PatchAsync(new Subscription { ExpirationDateTime = until }, c => Immutable(c.Headers), cancellationToken);
                return current with { ExpiresAt = renewed?.ExpirationDateTime ?? until };
            }
            catch (ApiException exception) when (OutlookErrors.IsGone(exception))
            {
            }
        }
        var clientState = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var made = await line.Graph.Subscriptions.PostAsync(new Subscription
        {
            ChangeType = "created,updated,deleted",
            NotificationUrl = callback.ToString(),
            LifecycleNotificationUrl = callback.ToString(),
            Resource = "me/messages",
            ExpirationDateTime = until,
            ClientState = clientState,
            LatestSupportedTlsVersion = "v1_2",
        }, c => Immutable(c.Headers), cancellationToken);
        return new WebhookSubscription(made!.Id!, clientState, made.ExpirationDateTime ?? until);
    }

    public async Task RemoveAsync(WebhookSubscription current, CancellationToken cancellationToken)
    {
        try
        {
            await line.Graph.Subscriptions[current.Id].DeleteAsync(c => Immutable(c.Headers), cancellationToken);
        }
        catch (ApiException exception) when (OutlookErrors.IsGone(exception))
        {
        }
    }

    private static void Immutable(RequestHeaders headers) => headers.TryAdd("Prefer", GraphLine.ImmutableIds);
}

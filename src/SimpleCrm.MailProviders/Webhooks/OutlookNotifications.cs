using System.Text.Json;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Webhooks;

/// <summary>
/// Reads Microsoft Graph's change and lifecycle notifications. They are not signed: each item stands by the clientState of its subscription, which
/// is compared where the subscriptions are stored.
/// </summary>
internal sealed class OutlookNotifications : IWebhookReader
{
    // Graph sends at most a few hundred items in one call.
    private const int MaxItems = 1000;

    public MailProvider Provider => MailProvider.Outlook;

    public Task<IReadOnlyList<WebhookHint>> ReadAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var hints = new List<WebhookHint>();
        try
        {
            using var document = JsonDocument.Parse(delivery.Body, new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("value", out var items) && items.ValueKind == JsonValueKind.Array)
                foreach (var item in items.EnumerateArray().Take(MaxItems))
                    if (Text(item, "subscriptionId") is { } subscription)
                        hints.Add(new WebhookHint(KindOf(Text(item, "lifecycleEvent"))) { SubscriptionId = subscription, ClientState = Text(item, "clientState") });
        }
        catch (JsonException)
        {
            return Task.FromResult<IReadOnlyList<WebhookHint>>([]);
        }
        // Many changes of one mailbox are one reason to look.
        return Task.FromResult<IReadOnlyList<WebhookHint>>([.. hints.Distinct()]);
    }

    private static WebhookHintKind KindOf(string? lifecycleEvent) => lifecycleEvent switch
    {
        "reauthorizationRequired" => WebhookHintKind.Renew,
        "subscriptionRemoved" => WebhookHintKind.Recreate,
        _ => WebhookHintKind.Changed,
    };

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>Reads the calls of one provider.</summary>
public interface IWebhookReader
{
    MailProvider Provider { get; }

    /// <summary>What a call says; nothing when it is forged, for another product, or not understood.</summary>
    /// <exception cref="MailboxAccessException">It cannot be judged just now (the signing keys cannot be had): try again.</exception>
    Task<IReadOnlyList<WebhookHint>> ReadAsync(WebhookDelivery delivery, CancellationToken cancellationToken);
}

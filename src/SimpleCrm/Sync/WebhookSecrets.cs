using System.Security.Cryptography;
using System.Text;
using SimpleCrm.Encryption;

namespace SimpleCrm.Sync;

/// <summary>Encrypts the secrets of subscriptions, and compares what a call carries with them.</summary>
internal sealed class WebhookSecrets(Vault vault)
{
    public WebhookSubscription Open(WebhookSubscriptionRow row) =>
        new(row.SubscriptionId, vault.DecryptText(row.ClientStateCipher, Place(row.MailboxId)), new DateTimeOffset(row.ExpiresAt, TimeSpan.Zero));

    public byte[] Seal(long mailboxId, string clientState) => vault.EncryptText(clientState, Place(mailboxId));

    /// <summary>Whether a call carries the subscription's secret; takes as long for a wrong one as for the right one.</summary>
    public bool IsAuthentic(WebhookSubscriptionRow row, string? clientState) =>
        row.ClientStateCipher.Length > 0 && clientState is { Length: > 0 and <= 255 }
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(clientState)), SHA256.HashData(Encoding.UTF8.GetBytes(Open(row).ClientState)));

    private static string Place(long mailboxId) => $"WebhookSubscriptions:{mailboxId}:ClientState";
}

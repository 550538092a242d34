namespace SimpleCrm.Sync;

/// <summary>A mailbox's subscription as stored, or what came of the last try to have one.</summary>
internal sealed class WebhookSubscriptionRow
{
    public long MailboxId { get; set; }

    /// <summary>The provider's id; empty while there is none.</summary>
    public string SubscriptionId { get; set; } = "";

    /// <summary>The secret that its calls carry, encrypted.</summary>
    public byte[] ClientStateCipher { get; set; } = [];

    /// <summary>The address that the provider calls.</summary>
    public string Address { get; set; } = "";
    public DateTime ExpiresAt { get; set; }

    /// <summary>When it is renewed, or a failed try repeated.</summary>
    public DateTime RenewAt { get; set; }
    public int Failures { get; set; }

    /// <summary>Why the last try failed; null when it did not.</summary>
    public Mailboxes.MailboxProblem? Problem { get; set; }
}

namespace SimpleCrm.Mailboxes;

/// <summary>What an administrator stored about a provider; what is null comes from the configuration.</summary>
internal sealed class StoredProviderSettings
{
    public MailProvider Provider { get; set; }
    public string? ClientId { get; set; }

    /// <summary>The client secret, encrypted; empty for none.</summary>
    public byte[] ClientSecretCipher { get; set; } = [];
    public string? WebhookAddress { get; set; }
    public string? Topic { get; set; }
    public string? PushServiceAccount { get; set; }

    /// <summary>People may connect mailboxes of this provider.</summary>
    public bool IsOffered { get; set; } = true;

    /// <summary>Opens and clicks of emails sent from its mailboxes are tracked unless the sender says otherwise.</summary>
    public bool IsTracked { get; set; }
    public DateTime UpdatedAt { get; set; }
    public long UpdatedById { get; set; }
}

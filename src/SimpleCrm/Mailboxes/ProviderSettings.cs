namespace SimpleCrm.Mailboxes;

/// <summary>The settings of a provider as they are in force: what is stored, else what is configured.</summary>
public sealed record ProviderSettings
{
    public required MailProvider Provider { get; init; }
    public string ClientId { get; init; } = "";

    /// <summary>Never shown, never logged.</summary>
    internal string ClientSecret { get; init; } = "";
    public bool HasClientSecret => ClientSecret.Length > 0;

    /// <summary>Where the provider reaches the product's webhook; null when no public address is known, and mailboxes are polled.</summary>
    public Uri? WebhookAddress { get; init; }

    /// <summary>Gmail's Pub/Sub topic; empty for none.</summary>
    public string Topic { get; init; } = "";

    /// <summary>The service account that signs Gmail's push requests.</summary>
    public string PushServiceAccount { get; init; } = "";
    public bool IsOffered { get; init; } = true;
    public bool IsTracked { get; init; }

    /// <summary>People can connect mailboxes of this provider.</summary>
    public bool CanConnect => IsOffered && (!ProviderTraits.Of(Provider).HasConsent || ClientId.Length > 0);

    /// <summary>The provider can tell changes at once.</summary>
    public bool CanPush => ProviderTraits.Of(Provider).HasWebhook && WebhookAddress is not null && (Provider != MailProvider.Gmail || Topic.Length > 0 && PushServiceAccount.Length > 0);

    /// <summary>Says nothing of the secret, so that no log can.</summary>
    public override string ToString() => $"{nameof(ProviderSettings)} {Provider}";
}

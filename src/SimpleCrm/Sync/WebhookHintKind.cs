namespace SimpleCrm.Sync;

/// <summary>What a provider's call asks for.</summary>
public enum WebhookHintKind
{
    /// <summary>The mailbox may have changed.</summary>
    Changed,

    /// <summary>The subscription needs a new proof of permission (reauthorizationRequired).</summary>
    Renew,

    /// <summary>The subscription is gone (subscriptionRemoved).</summary>
    Recreate,
}

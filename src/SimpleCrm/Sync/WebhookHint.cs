namespace SimpleCrm.Sync;

/// <summary>What one part of a provider's call says. It is a hint: nothing is taken from it but which mailbox to look at.</summary>
/// <param name="Kind">What is to be done.</param>
public sealed record WebhookHint(WebhookHintKind Kind)
{
    /// <summary>The mailbox's address, from a provider that signs its calls.</summary>
    public string? Address { get; init; }

    /// <summary>The subscription and the secret it carries, from a provider that does not.</summary>
    public string? SubscriptionId { get; init; }
    public string? ClientState { get; init; }

    /// <summary>Says nothing, so that no log can.</summary>
    public override string ToString() => $"{nameof(WebhookHint)} {Kind}";
}

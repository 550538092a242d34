namespace SimpleCrm.Mailboxes;

/// <summary>What an administrator enters about a provider. Empty text falls back to the configuration.</summary>
public sealed record ProviderSettingsChange
{
    public string ClientId { get; init; } = "";

    /// <summary>Null keeps the stored secret; empty removes it.</summary>
    public string? ClientSecret { get; init; }
    public string WebhookAddress { get; init; } = "";
    public string Topic { get; init; } = "";
    public string PushServiceAccount { get; init; } = "";
    public bool IsOffered { get; init; } = true;
    public bool IsTracked { get; init; }

    /// <summary>Says nothing, so that no log can.</summary>
    public override string ToString() => nameof(ProviderSettingsChange);
}

using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>A promise to call when messages change.</summary>
internal sealed class Subscription(MicrosoftMailbox mailbox, JsonObject json, bool usesImmutableIds)
{
    public string Id { get; init; } = Guid.NewGuid().ToString();
    public MicrosoftMailbox Mailbox { get; } = mailbox;
    public bool UsesImmutableIds { get; } = usesImmutableIds;
    public string Resource { get; } = (string?)json["resource"] ?? "";
    public IReadOnlyList<string> ChangeTypes { get; } = ((string?)json["changeType"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    public string NotificationUrl { get; } = (string?)json["notificationUrl"] ?? "";
    public string? LifecycleUrl { get; } = (string?)json["lifecycleNotificationUrl"];
    public string? ClientState { get; } = (string?)json["clientState"];
    public string? TlsVersion { get; } = (string?)json["latestSupportedTlsVersion"];
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Waits for reauthorization and is silent until then.</summary>
    public bool IsSuspended { get; set; }

    /// <summary>The folder it is about; null for all.</summary>
    public string? FolderId { get; set; }

    public JsonObject Json() => new()
    {
        ["id"] = Id,
        ["resource"] = Resource,
        ["applicationId"] = "24d3b144-21ae-4080-943f-7067b395b913",
        ["changeType"] = string.Join(',', ChangeTypes),
        ["clientState"] = ClientState,
        ["notificationUrl"] = NotificationUrl,
        ["lifecycleNotificationUrl"] = LifecycleUrl,
        ["expirationDateTime"] = MessageJson.Time(ExpiresAt),
        ["creatorId"] = Mailbox.UserId,
        ["latestSupportedTlsVersion"] = TlsVersion,
    };
}

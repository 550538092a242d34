using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.State;

/// <summary>All that is kept of a sandbox.</summary>
internal sealed record SandboxState
{
    public int Version { get; init; }
    public IReadOnlyList<GmailAccount> Gmail { get; init; } = [];
    public IReadOnlyList<MicrosoftAccount> Microsoft { get; init; } = [];
    public IReadOnlyList<Consent> GoogleConsents { get; init; } = [];
    public IReadOnlyList<Consent> MicrosoftConsents { get; init; } = [];

    /// <summary>Changes whenever something of it does.</summary>
    internal (ulong, long) Mark =>
        (Gmail.Aggregate(0UL, (sum, g) => sum + g.HistoryId), Microsoft.Sum(m => m.Sequence) * 1_000 + GoogleConsents.Count + MicrosoftConsents.Sum(c => c.Token.GetHashCode(StringComparison.Ordinal) & 0xFF));

    internal sealed record Consent(string Token, string Address, string ClientId, IReadOnlyList<string> Scopes);

    internal sealed record GmailAccount
    {
        public required string Address { get; init; }
        public ulong HistoryId { get; init; }
        public IReadOnlyList<JsonObject> Labels { get; init; } = [];
        public IReadOnlyDictionary<string, string> Drafts { get; init; } = new Dictionary<string, string>();
        public IReadOnlyList<GmailItem> Messages { get; init; } = [];
        public string? WatchTopic { get; init; }
        public DateTimeOffset WatchUntil { get; init; }
    }

    internal sealed record GmailItem(string Id, string ThreadId, byte[] Raw, long Date, IReadOnlyList<string> Labels);

    internal sealed record MicrosoftAccount
    {
        public required string Address { get; init; }
        public int Generation { get; init; }
        public long Sequence { get; init; }
        public IReadOnlyList<Folder> Folders { get; init; } = [];
        public IReadOnlyList<MicrosoftItem> Messages { get; init; } = [];
        public IReadOnlyList<JsonObject> Contacts { get; init; } = [];
        public IReadOnlyDictionary<string, JsonObject> Categories { get; init; } = new Dictionary<string, JsonObject>();
        public IReadOnlyList<StoredSubscription> Subscriptions { get; init; } = [];
    }

    internal sealed record Folder(string Id, string? ParentId, string Name, string? WellKnownName, bool IsHidden);

    internal sealed record StoredSubscription(JsonObject Json, bool UsesImmutableIds, DateTimeOffset ExpiresAt);

    internal sealed record MicrosoftItem
    {
        public required string ImmutableId { get; init; }
        public required string Id { get; init; }
        public required string FolderId { get; init; }
        public required byte[] Source { get; init; }
        public bool IsRead { get; init; }
        public bool IsDraft { get; init; }
        public string FlagStatus { get; init; } = "";
        public string Importance { get; init; } = "";
        public string Inference { get; init; } = "";
        public IReadOnlyList<string> Categories { get; init; } = [];
        public string ConversationId { get; init; } = "";
        public string MessageId { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset ModifiedAt { get; init; }
        public DateTimeOffset ReceivedAt { get; init; }
        public DateTimeOffset? SentAt { get; init; }
        public IReadOnlyDictionary<string, string> Extended { get; init; } = new Dictionary<string, string>();
    }
}

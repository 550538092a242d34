using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>Push notification watch response.</summary>
internal class WatchResponse : IDirectResponseSchema
{
    /// <summary>When Gmail will stop sending notifications for mailbox updates (epoch millis).</summary>
    [JsonProperty("expiration")]
    public virtual long? Expiration { get; set; }

    /// <summary>The ID of the mailbox's current history record.</summary>
    [JsonProperty("historyId")]
    public virtual ulong? HistoryId { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

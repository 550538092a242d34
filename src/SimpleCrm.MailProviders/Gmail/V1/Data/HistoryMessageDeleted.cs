using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>HistoryMessageDeleted.</summary>
internal class HistoryMessageDeleted : IDirectResponseSchema
{
    /// <summary>message</summary>
    [JsonProperty("message")]
    public virtual Message? Message { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

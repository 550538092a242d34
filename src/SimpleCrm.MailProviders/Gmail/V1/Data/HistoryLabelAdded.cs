using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>HistoryLabelAdded.</summary>
internal class HistoryLabelAdded : IDirectResponseSchema
{
    /// <summary>Label IDs added to the message.</summary>
    [JsonProperty("labelIds")]
    public virtual IList<string>? LabelIds { get; set; }

    /// <summary>message</summary>
    [JsonProperty("message")]
    public virtual Message? Message { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

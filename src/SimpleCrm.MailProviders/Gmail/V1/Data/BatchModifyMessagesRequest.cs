using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>BatchModifyMessagesRequest.</summary>
internal class BatchModifyMessagesRequest : IDirectResponseSchema
{
    /// <summary>A list of label IDs to add to messages.</summary>
    [JsonProperty("addLabelIds")]
    public virtual IList<string>? AddLabelIds { get; set; }

    /// <summary>The IDs of the messages to modify.</summary>
    [JsonProperty("ids")]
    public virtual IList<string>? Ids { get; set; }

    /// <summary>A list of label IDs to remove from messages.</summary>
    [JsonProperty("removeLabelIds")]
    public virtual IList<string>? RemoveLabelIds { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

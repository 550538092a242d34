using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>ModifyMessageRequest.</summary>
internal class ModifyMessageRequest : IDirectResponseSchema
{
    /// <summary>A list of IDs of labels to add to this message.</summary>
    [JsonProperty("addLabelIds")]
    public virtual IList<string>? AddLabelIds { get; set; }

    /// <summary>A list IDs of labels to remove from this message.</summary>
    [JsonProperty("removeLabelIds")]
    public virtual IList<string>? RemoveLabelIds { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

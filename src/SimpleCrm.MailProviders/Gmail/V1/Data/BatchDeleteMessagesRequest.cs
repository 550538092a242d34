using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>BatchDeleteMessagesRequest.</summary>
internal class BatchDeleteMessagesRequest : IDirectResponseSchema
{
    /// <summary>The IDs of the messages to delete.</summary>
    [JsonProperty("ids")]
    public virtual IList<string>? Ids { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

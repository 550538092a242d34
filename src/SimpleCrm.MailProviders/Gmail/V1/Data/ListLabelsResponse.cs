using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>ListLabelsResponse.</summary>
internal class ListLabelsResponse : IDirectResponseSchema
{
    /// <summary>List of labels.</summary>
    [JsonProperty("labels")]
    public virtual IList<Label>? Labels { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

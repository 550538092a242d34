using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.PeopleService.v1.Data;

/// <summary>Metadata about a field.</summary>
internal class FieldMetadata : IDirectResponseSchema
{
    /// <summary>Output only.</summary>
    [JsonProperty("primary")]
    public virtual bool? Primary { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

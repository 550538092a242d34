using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.PeopleService.v1.Data;

/// <summary>The metadata about a person.</summary>
internal class PersonMetadata : IDirectResponseSchema
{
    /// <summary>Output only.</summary>
    [JsonProperty("deleted")]
    public virtual bool? Deleted { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

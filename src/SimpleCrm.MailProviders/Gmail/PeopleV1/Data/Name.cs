using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.PeopleService.v1.Data;

/// <summary>A person's name.</summary>
internal class Name : IDirectResponseSchema
{
    /// <summary>Output only.</summary>
    [JsonProperty("displayName")]
    public virtual string? DisplayName { get; set; }

    /// <summary>Metadata about the name.</summary>
    [JsonProperty("metadata")]
    public virtual FieldMetadata? Metadata { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

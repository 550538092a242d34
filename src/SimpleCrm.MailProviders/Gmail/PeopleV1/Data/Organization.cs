using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.PeopleService.v1.Data;

/// <summary>A person's past or current organization.</summary>
internal class Organization : IDirectResponseSchema
{
    /// <summary>The name of the organization.</summary>
    [JsonProperty("name")]
    public virtual string? Name { get; set; }

    /// <summary>The person's job title at the organization.</summary>
    [JsonProperty("title")]
    public virtual string? Title { get; set; }

    /// <summary>Metadata about the organization.</summary>
    [JsonProperty("metadata")]
    public virtual FieldMetadata? Metadata { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

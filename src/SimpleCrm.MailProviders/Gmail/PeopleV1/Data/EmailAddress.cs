using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.PeopleService.v1.Data;

/// <summary>A person's email address.</summary>
internal class EmailAddress : IDirectResponseSchema
{
    /// <summary>The email address.</summary>
    [JsonProperty("value")]
    public virtual string? Value { get; set; }

    /// <summary>Metadata about the email address.</summary>
    [JsonProperty("metadata")]
    public virtual FieldMetadata? Metadata { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

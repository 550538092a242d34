using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.PeopleService.v1.Data;

/// <summary>A person's phone number.</summary>
internal class PhoneNumber : IDirectResponseSchema
{
    /// <summary>The phone number.</summary>
    [JsonProperty("value")]
    public virtual string? Value { get; set; }

    /// <summary>Metadata about the phone number.</summary>
    [JsonProperty("metadata")]
    public virtual FieldMetadata? Metadata { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

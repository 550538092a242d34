using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.PeopleService.v1.Data;

/// <summary>Information about a person merged from various data sources such as the authenticated user's contacts and profile data.</summary>
internal class Person : IDirectResponseSchema
{
    /// <summary>The resource name for the person, assigned by the server.</summary>
    [JsonProperty("resourceName")]
    public virtual string? ResourceName { get; set; }

    /// <summary>Output only.</summary>
    [JsonProperty("metadata")]
    public virtual PersonMetadata? Metadata { get; set; }

    /// <summary>The person's names.</summary>
    [JsonProperty("names")]
    public virtual IList<Name>? Names { get; set; }

    /// <summary>The person's email addresses.</summary>
    [JsonProperty("emailAddresses")]
    public virtual IList<EmailAddress>? EmailAddresses { get; set; }

    /// <summary>The person's past or current organizations.</summary>
    [JsonProperty("organizations")]
    public virtual IList<Organization>? Organizations { get; set; }

    /// <summary>The person's phone numbers.</summary>
    [JsonProperty("phoneNumbers")]
    public virtual IList<PhoneNumber>? PhoneNumbers { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

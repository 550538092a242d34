using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.PeopleService.v1.Data;

/// <summary>The response to a request for the authenticated user's "Other contacts".</summary>
internal class ListOtherContactsResponse : IDirectResponseSchema
{
    /// <summary>The list of "Other contacts" returned as Person resources.</summary>
    [JsonProperty("otherContacts")]
    public virtual IList<Person>? OtherContacts { get; set; }

    /// <summary>A token, which can be sent as page_token to retrieve the next page.</summary>
    [JsonProperty("nextPageToken")]
    public virtual string? NextPageToken { get; set; }

    /// <summary>A token, which can be sent as sync_token to retrieve changes since the last request.</summary>
    [JsonProperty("nextSyncToken")]
    public virtual string? NextSyncToken { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

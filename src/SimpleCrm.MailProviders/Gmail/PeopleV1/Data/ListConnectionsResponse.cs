using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.PeopleService.v1.Data;

/// <summary>The response to a request for the authenticated user's connections.</summary>
internal class ListConnectionsResponse : IDirectResponseSchema
{
    /// <summary>The list of people that the requestor is connected to.</summary>
    [JsonProperty("connections")]
    public virtual IList<Person>? Connections { get; set; }

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

using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>ListDraftsResponse.</summary>
internal class ListDraftsResponse : IDirectResponseSchema
{
    /// <summary>List of drafts.</summary>
    [JsonProperty("drafts")]
    public virtual IList<Draft>? Drafts { get; set; }

    /// <summary>Token to retrieve the next page of results in the list.</summary>
    [JsonProperty("nextPageToken")]
    public virtual string? NextPageToken { get; set; }

    /// <summary>Estimated total number of results.</summary>
    [JsonProperty("resultSizeEstimate")]
    public virtual int? ResultSizeEstimate { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

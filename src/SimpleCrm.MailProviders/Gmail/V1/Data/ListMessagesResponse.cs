using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>ListMessagesResponse.</summary>
internal class ListMessagesResponse : IDirectResponseSchema
{
    /// <summary>List of messages.</summary>
    [JsonProperty("messages")]
    public virtual IList<Message>? Messages { get; set; }

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

using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>ListHistoryResponse.</summary>
internal class ListHistoryResponse : IDirectResponseSchema
{
    /// <summary>List of history records.</summary>
    [JsonProperty("history")]
    public virtual IList<History>? History { get; set; }

    /// <summary>The ID of the mailbox's current history record.</summary>
    [JsonProperty("historyId")]
    public virtual ulong? HistoryId { get; set; }

    /// <summary>Page token to retrieve the next page of results in the list.</summary>
    [JsonProperty("nextPageToken")]
    public virtual string? NextPageToken { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

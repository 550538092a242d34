using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>Profile for a Gmail user.</summary>
internal class Profile : IDirectResponseSchema
{
    /// <summary>The user's email address.</summary>
    [JsonProperty("emailAddress")]
    public virtual string? EmailAddress { get; set; }

    /// <summary>The ID of the mailbox's current history record.</summary>
    [JsonProperty("historyId")]
    public virtual ulong? HistoryId { get; set; }

    /// <summary>The total number of messages in the mailbox.</summary>
    [JsonProperty("messagesTotal")]
    public virtual int? MessagesTotal { get; set; }

    /// <summary>The total number of threads in the mailbox.</summary>
    [JsonProperty("threadsTotal")]
    public virtual int? ThreadsTotal { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

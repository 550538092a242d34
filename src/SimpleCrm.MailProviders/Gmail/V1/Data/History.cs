using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>A record of a change to the user's mailbox.</summary>
internal class History : IDirectResponseSchema
{
    /// <summary>The mailbox sequence ID.</summary>
    [JsonProperty("id")]
    public virtual ulong? Id { get; set; }

    /// <summary>List of messages changed in this history record.</summary>
    [JsonProperty("messages")]
    public virtual IList<Message>? Messages { get; set; }

    /// <summary>Messages added to the mailbox in this history record.</summary>
    [JsonProperty("messagesAdded")]
    public virtual IList<HistoryMessageAdded>? MessagesAdded { get; set; }

    /// <summary>Messages deleted (not Trashed) from the mailbox in this history record.</summary>
    [JsonProperty("messagesDeleted")]
    public virtual IList<HistoryMessageDeleted>? MessagesDeleted { get; set; }

    /// <summary>Labels added to messages in this history record.</summary>
    [JsonProperty("labelsAdded")]
    public virtual IList<HistoryLabelAdded>? LabelsAdded { get; set; }

    /// <summary>Labels removed from messages in this history record.</summary>
    [JsonProperty("labelsRemoved")]
    public virtual IList<HistoryLabelRemoved>? LabelsRemoved { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

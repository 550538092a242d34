using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>Labels are used to categorize messages and threads within the user's mailbox.</summary>
internal class Label : IDirectResponseSchema
{
    /// <summary>The immutable ID of the label.</summary>
    [JsonProperty("id")]
    public virtual string? Id { get; set; }

    /// <summary>The display name of the label.</summary>
    [JsonProperty("name")]
    public virtual string? Name { get; set; }

    /// <summary>The owner type for the label.</summary>
    [JsonProperty("type")]
    public virtual string? Type { get; set; }

    /// <summary>The visibility of the label in the label list in the Gmail web interface.</summary>
    [JsonProperty("labelListVisibility")]
    public virtual string? LabelListVisibility { get; set; }

    /// <summary>The visibility of messages with this label in the message list in the Gmail web interface.</summary>
    [JsonProperty("messageListVisibility")]
    public virtual string? MessageListVisibility { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

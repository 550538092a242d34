using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>An email message.</summary>
internal class Message : IDirectResponseSchema
{
    /// <summary>The immutable ID of the message.</summary>
    [JsonProperty("id")]
    public virtual string? Id { get; set; }

    /// <summary>The ID of the thread the message belongs to.</summary>
    [JsonProperty("threadId")]
    public virtual string? ThreadId { get; set; }

    /// <summary>List of IDs of labels applied to this message.</summary>
    [JsonProperty("labelIds")]
    public virtual IList<string>? LabelIds { get; set; }

    /// <summary>The internal message creation timestamp (epoch ms), which determines ordering in the inbox.</summary>
    [JsonProperty("internalDate")]
    public virtual long? InternalDate { get; set; }

    /// <summary>Estimated size in bytes of the message.</summary>
    [JsonProperty("sizeEstimate")]
    public virtual int? SizeEstimate { get; set; }

    /// <summary>The entire email message in an RFC 2822 formatted and base64url encoded string.</summary>
    [JsonProperty("raw")]
    public virtual string? Raw { get; set; }

    /// <summary>The parsed email structure in the message parts.</summary>
    [JsonProperty("payload")]
    public virtual MessagePart? Payload { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

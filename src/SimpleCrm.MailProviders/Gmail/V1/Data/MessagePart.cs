using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>A single MIME message part.</summary>
internal class MessagePart : IDirectResponseSchema
{
    /// <summary>List of headers on this message part.</summary>
    [JsonProperty("headers")]
    public virtual IList<MessagePartHeader>? Headers { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

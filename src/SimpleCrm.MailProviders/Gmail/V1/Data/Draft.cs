using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>A draft email in the user's mailbox.</summary>
internal class Draft : IDirectResponseSchema
{
    /// <summary>The immutable ID of the draft.</summary>
    [JsonProperty("id")]
    public virtual string? Id { get; set; }

    /// <summary>The message content of the draft.</summary>
    [JsonProperty("message")]
    public virtual Message? Message { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

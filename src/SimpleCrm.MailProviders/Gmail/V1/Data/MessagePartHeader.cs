using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>MessagePartHeader.</summary>
internal class MessagePartHeader : IDirectResponseSchema
{
    /// <summary>The name of the header before the : separator.</summary>
    [JsonProperty("name")]
    public virtual string? Name { get; set; }

    /// <summary>The value of the header after the : separator.</summary>
    [JsonProperty("value")]
    public virtual string? Value { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

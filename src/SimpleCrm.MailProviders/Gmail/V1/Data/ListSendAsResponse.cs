using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>Response for the ListSendAs method.</summary>
internal class ListSendAsResponse : IDirectResponseSchema
{
    /// <summary>List of send-as aliases.</summary>
    [JsonProperty("sendAs")]
    public virtual IList<SendAs>? SendAs { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

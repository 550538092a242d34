using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>Settings associated with a send-as alias, which can be either the primary login address associated with the account or a custom "from" address.</summary>
internal class SendAs : IDirectResponseSchema
{
    /// <summary>The email address that appears in the "From:" header for mail sent using this alias.</summary>
    [JsonProperty("sendAsEmail")]
    public virtual string? SendAsEmail { get; set; }

    /// <summary>A name that appears in the "From:" header for mail sent using this alias.</summary>
    [JsonProperty("displayName")]
    public virtual string? DisplayName { get; set; }

    /// <summary>Whether this address is the primary address used to login to the account.</summary>
    [JsonProperty("isPrimary")]
    public virtual bool? IsPrimary { get; set; }

    /// <summary>Whether this address is selected as the default "From:" address in situations such as composing a new message or sending a vacation auto-reply.</summary>
    [JsonProperty("isDefault")]
    public virtual bool? IsDefault { get; set; }

    /// <summary>Indicates whether this address has been verified for use as a send-as alias.</summary>
    [JsonProperty("verificationStatus")]
    public virtual string? VerificationStatus { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}

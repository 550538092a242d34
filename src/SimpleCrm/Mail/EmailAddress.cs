using System.Text.Json.Serialization;

namespace SimpleCrm.Mail;

/// <summary>One mailbox as RFC 5322 §3.4 has it, after the one canonical parse in <see cref="AddressParser"/>.</summary>
/// <param name="Email">The addr-spec without comments and folding, its domain in lower case. Never decoded by RFC 2047, so what an address
/// looks like and what mail is sent to are the same. Empty when the header gave a name only.</param>
/// <param name="Name">The decoded display name, without control characters and directional overrides. Empty when absent.</param>
public sealed record EmailAddress(string Email, string Name)
{
    public static readonly EmailAddress None = new("", "");

    /// <summary>The name to show: the display name, else the address.</summary>
    [JsonIgnore]
    public string Display => Name.Length > 0 ? Name : Email;

    /// <summary>True when the display name itself looks like an address that is not this one: a common disguise.</summary>
    [JsonIgnore]
    public bool NameDisguisesAddress =>
        Name.Contains('@') && AddressParser.FindAddress(Name) is { } shown && !shown.Equals(Email, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Name.Length > 0 ? $"{Name} <{Email}>" : Email;
}

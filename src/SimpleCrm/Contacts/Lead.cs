using SimpleCrm.Links;

namespace SimpleCrm.Contacts;

/// <summary>Somebody who may become a customer; converted, it becomes a contact, a company and a deal.</summary>
public sealed class Lead : CrmRecord
{
    public string JobTitle { get; set; } = "";
    public string CompanyName { get; set; } = "";

    /// <summary>In lower case; empty when unknown.</summary>
    public string Address
    {
        get;
        set
        {
            IsUnmatched |= field != value && value.Length > 0;
            field = value;
            AddressKey = AddressKeys.Of(value);
        }
    } = "";

    /// <summary>The mailbox the address leads to, by which emails are matched.</summary>
    public string AddressKey { get; private set; } = "";

    /// <summary>The mail that was here before has not been looked through for the address yet.</summary>
    public bool IsUnmatched { get; set; }
    public string Phone { get; set; } = "";

    /// <summary>Where they came from ("trade fair", "website").</summary>
    public string Source { get; set; } = "";
    public LeadStatus Status { get; set; } = LeadStatus.New;
    public long? ContactId { get; set; }
    public long? DealId { get; set; }
    public DateTime? ConvertedAt { get; set; }
}

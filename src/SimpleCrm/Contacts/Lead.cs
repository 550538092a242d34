namespace SimpleCrm.Contacts;

/// <summary>Somebody who may become a customer; converted, it becomes a contact, a company and a deal.</summary>
public sealed class Lead : CrmRecord
{
    public string JobTitle { get; set; } = "";
    public string CompanyName { get; set; } = "";

    /// <summary>In lower case; empty when unknown.</summary>
    public string Address { get; set; } = "";
    public string Phone { get; set; } = "";

    /// <summary>Where they came from ("trade fair", "website").</summary>
    public string Source { get; set; } = "";
    public LeadStatus Status { get; set; } = LeadStatus.New;
    public long? ContactId { get; set; }
    public long? DealId { get; set; }
    public DateTime? ConvertedAt { get; set; }
}

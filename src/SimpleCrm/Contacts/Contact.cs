namespace SimpleCrm.Contacts;

/// <summary>A person the team does business with.</summary>
public sealed class Contact : CrmRecord
{
    public const int MostAddresses = 20, MostPhones = 10;

    public string JobTitle { get; set; } = "";
    public long? CompanyId { get; set; }

    /// <summary>Numbers as they were entered, one a line, the main one first.</summary>
    public string Phones { get; set; } = "";
    public List<ContactAddress> Addresses { get; set; } = [];
}

namespace SimpleCrm.Contacts;

/// <summary>An organisation the team does business with.</summary>
public sealed class Company : CrmRecord
{
    public const int MostDomains = 20;

    public string Phone { get; set; } = "";
    public string Website { get; set; } = "";

    /// <summary>Street, place and country on one line.</summary>
    public string Location { get; set; } = "";
    public string Industry { get; set; } = "";
    public List<CompanyDomain> Domains { get; set; } = [];
}

namespace SimpleCrm.Contacts;

/// <summary>A domain whose addresses belong to a company. Of all companies that are not deleted, one has it.</summary>
public sealed class CompanyDomain
{
    public long CompanyId { get; set; }
    public int Position { get; set; }

    /// <summary>In lower case, as in addresses (ASCII, RFC 5891).</summary>
    public string Domain
    {
        get;
        set
        {
            IsUnmatched |= field != value;
            field = value;
        }
    } = "";

    /// <summary>The mail that was here before has not been looked through for it yet.</summary>
    public bool IsUnmatched { get; set; }
}

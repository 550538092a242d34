namespace SimpleCrm.Contacts;

/// <summary>How far a lead is, as stored.</summary>
public enum LeadStatus
{
    New = 0,
    Working = 1,
    Qualified = 2,
    Unqualified = 3,

    /// <summary>Set by converting alone.</summary>
    Converted = 4,
}

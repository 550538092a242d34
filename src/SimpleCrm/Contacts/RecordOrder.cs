namespace SimpleCrm.Contacts;

/// <summary>Orders of a list of records.</summary>
public enum RecordOrder
{
    /// <summary>By name, folded.</summary>
    Name,

    /// <summary>Changed last comes first.</summary>
    Changed,

    /// <summary>Added last comes first.</summary>
    Added,
}

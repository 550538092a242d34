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

    /// <summary>By a custom field, the least first; records without a value come last.</summary>
    Field,

    /// <summary>By a custom field, the most first; records without a value come last.</summary>
    FieldDescending,
}

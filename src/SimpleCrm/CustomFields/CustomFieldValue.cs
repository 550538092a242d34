namespace SimpleCrm.CustomFields;

/// <summary>A record's value of a custom field, for filters and orders; what it is stands in the record.</summary>
public sealed class CustomFieldValue
{
    public const int SortKeyLength = 200;

    public long FieldId { get; set; }

    /// <summary>Record ids are unique over all kinds.</summary>
    public long RecordId { get; set; }

    /// <summary>Orders values of the field by their characters' numbers, on every database.</summary>
    public string SortKey { get; set; } = "";
}

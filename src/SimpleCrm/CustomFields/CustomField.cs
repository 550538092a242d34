using SimpleCrm.Links;

namespace SimpleCrm.CustomFields;

/// <summary>A field that admins have added to the records of a kind. One that is not wanted any more is archived: its values stay.</summary>
public sealed class CustomField
{
    public const int KeyLength = 40, NameLength = 60, ChoiceLength = 60, MostChoices = 100, MostOfKind = 50;

    public long Id { get; set; } = RowId.Next();
    public RecordKind Kind { get; set; }

    /// <summary>By which API, files and stored values name it: lower case letters, digits and underscores, made of its first name and never changed.</summary>
    public string Key { get; set; } = "";
    public string Name { get; set; } = "";
    public CustomFieldType Type { get; set; }

    /// <summary>What can be chosen, one a line, in the order shown.</summary>
    public string Choices { get; set; } = "";

    /// <summary>Asked for when a record is added by hand, and not to be emptied.</summary>
    public bool IsRequired { get; set; }

    /// <summary>A column of the list.</summary>
    public bool IsListed { get; set; }
    public int Position { get; set; }
    public DateTime CreatedAt { get; set; }

    /// <summary>Null while it is in use.</summary>
    public DateTime? ArchivedAt { get; set; }

    internal IReadOnlyList<string> Split() => Choices.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

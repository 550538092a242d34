namespace SimpleCrm.CustomFields;

/// <summary>What an admin enters about a custom field.</summary>
public sealed record CustomFieldContent
{
    /// <summary>1 to 60 characters; no other field of the kind has it.</summary>
    public string? Name { get; init; }

    /// <summary>Of a new field; later it is not looked at.</summary>
    public CustomFieldType Type { get; init; } = CustomFieldType.Text;

    /// <summary>For <see cref="CustomFieldType.Choice"/>: 1 to 100 of 60 characters. Records keep what they have of those that are left out.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
    public bool IsRequired { get; init; }
    public bool IsListed { get; init; }
}

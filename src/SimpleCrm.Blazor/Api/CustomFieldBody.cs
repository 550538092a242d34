using SimpleCrm.CustomFields;

namespace SimpleCrm.Blazor.Api;

/// <summary>A custom field to add or as it is to be.</summary>
public sealed record CustomFieldBody
{
    /// <summary>Of a new one: contact, company, lead or deal.</summary>
    public string? Kind { get; init; }

    /// <summary>1 to 60 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Of a new one: text (default), number, date, yesNo, choice or link.</summary>
    public CustomFieldType Type { get; init; } = CustomFieldType.Text;

    /// <summary>For choice: 1 to 100 of 60 characters.</summary>
    public string[]? Choices { get; init; }
    public bool IsRequired { get; init; }
    public bool IsListed { get; init; }

    internal CustomFieldContent ToContent() => new() { Name = Name, Type = Type, Choices = Choices ?? [], IsRequired = IsRequired, IsListed = IsListed };
}

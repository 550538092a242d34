using SimpleCrm.Links;

namespace SimpleCrm.CustomFields;

/// <summary>A custom field as it is shown.</summary>
public sealed record CustomFieldView
{
    public required long Id { get; init; }
    public required RecordKind Kind { get; init; }

    /// <summary>See <see cref="CustomField.Key"/>.</summary>
    public required string Key { get; init; }
    public required string Name { get; init; }
    public required CustomFieldType Type { get; init; }
    public required IReadOnlyList<string> Choices { get; init; }
    public required bool IsRequired { get; init; }
    public required bool IsListed { get; init; }
    public required bool IsArchived { get; init; }

    internal static CustomFieldView Of(CustomField row) => new()
    {
        Id = row.Id,
        Kind = row.Kind,
        Key = row.Key,
        Name = row.Name,
        Type = row.Type,
        Choices = row.Split(),
        IsRequired = row.IsRequired,
        IsListed = row.IsListed,
        IsArchived = row.ArchivedAt is not null,
    };
}

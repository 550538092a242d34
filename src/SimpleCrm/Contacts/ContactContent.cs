using SimpleCrm.CustomFields;

namespace SimpleCrm.Contacts;

/// <summary>What a person enters about a contact. Names 1 to 200 characters, titles 200, phones 60; texts become one line.</summary>
public sealed record ContactContent
{
    public string? Name { get; init; }
    public string? JobTitle { get; init; }

    /// <summary>Email addresses, the main one first; at most 20.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Phone numbers as they are dialled, the main one first; at most 10.</summary>
    public IReadOnlyList<string> Phones { get; init; } = [];
    public long? CompanyId { get; init; }
    public long? OwnerId { get; init; }

    /// <summary>At most 20 of 40 characters.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Values of custom fields by their keys: those that are not named stay as they are. Null says nothing about them.</summary>
    public IReadOnlyDictionary<string, string?>? Custom { get; init; }

    /// <summary>A contact as somebody would have entered it.</summary>
    internal static ContactContent Of(Contact row) => new()
    {
        Name = row.Name,
        JobTitle = row.JobTitle,
        Addresses = [.. row.Addresses.OrderBy(a => a.Position).Select(a => a.Address)],
        Phones = row.Phones.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        CompanyId = row.CompanyId,
        OwnerId = row.OwnerId,
        Tags = RecordLists.SplitTags(row.Tags),
        Custom = CustomValues.ContentOf(row),
    };
}

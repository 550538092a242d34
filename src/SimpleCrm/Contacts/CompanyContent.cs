using SimpleCrm.CustomFields;

namespace SimpleCrm.Contacts;

/// <summary>What a person enters about a company. Names 1 to 200 characters, phones 60, websites 300, other texts 200; texts become one line.</summary>
public sealed record CompanyContent
{
    public string? Name { get; init; }

    /// <summary>Domains of its email addresses, the main one first; at most 20.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];
    public string? Phone { get; init; }

    /// <summary>An http or https address; https is assumed when it is missing.</summary>
    public string? Website { get; init; }
    public string? Location { get; init; }
    public string? Industry { get; init; }
    public long? OwnerId { get; init; }

    /// <summary>At most 20 of 40 characters.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Values of custom fields by their keys: those that are not named stay as they are. Null says nothing about them.</summary>
    public IReadOnlyDictionary<string, string?>? Custom { get; init; }

    /// <summary>A company as somebody would have entered it.</summary>
    internal static CompanyContent Of(Company row) => new()
    {
        Name = row.Name,
        Domains = [.. row.Domains.OrderBy(d => d.Position).Select(d => d.Domain)],
        Phone = row.Phone,
        Website = row.Website,
        Location = row.Location,
        Industry = row.Industry,
        OwnerId = row.OwnerId,
        Tags = RecordLists.SplitTags(row.Tags),
        Custom = CustomValues.ContentOf(row),
    };
}

using SimpleCrm.CustomFields;

namespace SimpleCrm.Contacts;

/// <summary>What a person enters about a lead. Names 1 to 200 characters, phones 60, other texts 200; texts become one line.</summary>
public sealed record LeadContent
{
    public string? Name { get; init; }
    public string? JobTitle { get; init; }
    public string? CompanyName { get; init; }

    /// <summary>An email address.</summary>
    public string? Address { get; init; }
    public string? Phone { get; init; }
    public string? Source { get; init; }

    /// <summary>Any but <see cref="LeadStatus.Converted"/>.</summary>
    public LeadStatus Status { get; init; }
    public long? OwnerId { get; init; }

    /// <summary>At most 20 of 40 characters.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Values of custom fields by their keys: those that are not named stay as they are. Null says nothing about them.</summary>
    public IReadOnlyDictionary<string, string?>? Custom { get; init; }

    /// <summary>A lead as somebody would have entered it.</summary>
    internal static LeadContent Of(Lead row) => new()
    {
        Name = row.Name,
        JobTitle = row.JobTitle,
        CompanyName = row.CompanyName,
        Address = row.Address.Length > 0 ? row.Address : null,
        Phone = row.Phone,
        Source = row.Source,
        Status = row.Status,
        OwnerId = row.OwnerId,
        Tags = RecordLists.SplitTags(row.Tags),
        Custom = CustomValues.ContentOf(row),
    };
}

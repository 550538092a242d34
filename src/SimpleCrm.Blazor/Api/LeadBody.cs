using SimpleCrm.Contacts;

namespace SimpleCrm.Blazor.Api;

/// <summary>A lead to add or as it is to be.</summary>
public sealed record LeadBody : RecordBody
{
    public string? JobTitle { get; init; }
    public string? CompanyName { get; init; }

    /// <summary>An email address.</summary>
    public string? Address { get; init; }
    public string? Phone { get; init; }
    public string? Source { get; init; }

    /// <summary>new, working, qualified or unqualified.</summary>
    public LeadStatus Status { get; init; }

    internal LeadContent ToContent() => new()
    {
        Name = Name,
        JobTitle = JobTitle,
        CompanyName = CompanyName,
        Address = Address,
        Phone = Phone,
        Source = Source,
        Status = Status,
        OwnerId = RecordAnswers.Reference(OwnerId),
        Tags = Tags ?? [],
        Custom = CustomTexts(),
    };
}

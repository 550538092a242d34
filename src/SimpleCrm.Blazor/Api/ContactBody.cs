using SimpleCrm.Contacts;

namespace SimpleCrm.Blazor.Api;

/// <summary>A contact to add or as it is to be.</summary>
public sealed record ContactBody : RecordBody
{
    public string? JobTitle { get; init; }

    /// <summary>Email addresses, the main one first; at most 20. No two contacts have the same.</summary>
    public string[]? Addresses { get; init; }

    /// <summary>At most 10 of 60 characters.</summary>
    public string[]? Phones { get; init; }
    public string? CompanyId { get; init; }

    internal ContactContent ToContent() => new()
    {
        Name = Name,
        JobTitle = JobTitle,
        Addresses = Addresses ?? [],
        Phones = Phones ?? [],
        CompanyId = RecordAnswers.Reference(CompanyId),
        OwnerId = RecordAnswers.Reference(OwnerId),
        Tags = Tags ?? [],
        Custom = CustomTexts(),
    };
}

using SimpleCrm.Contacts;

namespace SimpleCrm.Blazor.Api;

/// <summary>A company to add or as it is to be.</summary>
public sealed record CompanyBody : RecordBody
{
    /// <summary>Domains of its email addresses, the main one first; at most 20. No two companies have the same.</summary>
    public string[]? Domains { get; init; }
    public string? Phone { get; init; }

    /// <summary>An http or https address.</summary>
    public string? Website { get; init; }
    public string? Location { get; init; }
    public string? Industry { get; init; }

    internal CompanyContent ToContent() => new()
    {
        Name = Name,
        Domains = Domains ?? [],
        Phone = Phone,
        Website = Website,
        Location = Location,
        Industry = Industry,
        OwnerId = RecordAnswers.Reference(OwnerId),
        Tags = Tags ?? [],
        Custom = CustomTexts(),
    };
}

using SimpleCrm.Suggestions;

namespace SimpleCrm.Blazor.Api;

/// <summary>Somebody who is no contact and no lead yet.</summary>
public sealed record SuggestionAnswer
{
    public required string Address { get; init; }
    public required string Name { get; init; }

    /// <summary>As the signature says it, else after the domain; empty for free mail.</summary>
    public required string Company { get; init; }

    /// <summary>The company that has the domain already.</summary>
    public string? CompanyId { get; init; }
    public required string JobTitle { get; init; }
    public required string Phone { get; init; }
    public required int Emails { get; init; }
    public required DateTime LastAt { get; init; }

    internal static SuggestionAnswer Of(ContactSuggestion suggestion) => new()
    {
        Address = suggestion.Address,
        Name = suggestion.Name,
        Company = suggestion.Company,
        CompanyId = ApiIds.Text(suggestion.CompanyId),
        JobTitle = suggestion.JobTitle,
        Phone = suggestion.Phone,
        Emails = suggestion.Emails,
        LastAt = suggestion.LastAt,
    };
}

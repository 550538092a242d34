using SimpleCrm.Contacts;

namespace SimpleCrm.Blazor.Api;

/// <summary>A contact.</summary>
public sealed record ContactAnswer : RecordAnswer
{
    public required string JobTitle { get; init; }

    /// <summary>The main one first.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }
    public required IReadOnlyList<string> Phones { get; init; }
    public string? CompanyId { get; init; }
    public string? CompanyName { get; init; }

    internal static ContactAnswer Of(ContactView view) => new()
    {
        Id = ApiIds.Text(view.Id),
        Name = view.Name,
        JobTitle = view.JobTitle,
        Addresses = view.Addresses,
        Phones = view.Phones,
        CompanyId = ApiIds.Text(view.CompanyId),
        CompanyName = view.CompanyName,
        OwnerId = ApiIds.Text(view.OwnerId),
        OwnerName = view.OwnerName,
        Tags = view.Tags,
        Custom = view.Custom,
        CreatedAt = view.CreatedAt,
        UpdatedAt = view.UpdatedAt,
        Version = view.Version,
    };
}

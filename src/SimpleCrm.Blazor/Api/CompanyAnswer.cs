using SimpleCrm.Contacts;

namespace SimpleCrm.Blazor.Api;

/// <summary>A company.</summary>
public sealed record CompanyAnswer : RecordAnswer
{
    /// <summary>The main one first.</summary>
    public required IReadOnlyList<string> Domains { get; init; }
    public required string Phone { get; init; }
    public required string Website { get; init; }
    public required string Location { get; init; }
    public required string Industry { get; init; }

    /// <summary>How many contacts work there.</summary>
    public required int Contacts { get; init; }

    internal static CompanyAnswer Of(CompanyView view) => new()
    {
        Id = ApiIds.Text(view.Id),
        Name = view.Name,
        Domains = view.Domains,
        Phone = view.Phone,
        Website = view.Website,
        Location = view.Location,
        Industry = view.Industry,
        Contacts = view.Contacts,
        OwnerId = ApiIds.Text(view.OwnerId),
        OwnerName = view.OwnerName,
        Tags = view.Tags,
        Custom = view.Custom,
        CreatedAt = view.CreatedAt,
        UpdatedAt = view.UpdatedAt,
        Version = view.Version,
    };
}

using SimpleCrm.Contacts;

namespace SimpleCrm.Blazor.Api;

/// <summary>A lead.</summary>
public sealed record LeadAnswer : RecordAnswer
{
    public required string JobTitle { get; init; }
    public required string CompanyName { get; init; }
    public required string Address { get; init; }
    public required string Phone { get; init; }
    public required string Source { get; init; }
    public required LeadStatus Status { get; init; }

    /// <summary>What it became, once it is converted.</summary>
    public string? ContactId { get; init; }
    public string? DealId { get; init; }

    internal static LeadAnswer Of(LeadView view) => new()
    {
        Id = ApiIds.Text(view.Id),
        Name = view.Name,
        JobTitle = view.JobTitle,
        CompanyName = view.CompanyName,
        Address = view.Address,
        Phone = view.Phone,
        Source = view.Source,
        Status = view.Status,
        ContactId = ApiIds.Text(view.ContactId),
        DealId = ApiIds.Text(view.DealId),
        OwnerId = ApiIds.Text(view.OwnerId),
        OwnerName = view.OwnerName,
        Tags = view.Tags,
        Custom = view.Custom,
        CreatedAt = view.CreatedAt,
        UpdatedAt = view.UpdatedAt,
        Version = view.Version,
    };
}

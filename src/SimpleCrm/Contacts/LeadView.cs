namespace SimpleCrm.Contacts;

/// <summary>A lead as it is shown.</summary>
public sealed record LeadView : IRecordView
{
    public required long Id { get; init; }
    public required string Name { get; init; }
    public required string JobTitle { get; init; }
    public required string CompanyName { get; init; }
    public required string Address { get; init; }
    public required string Phone { get; init; }
    public required string Source { get; init; }
    public required LeadStatus Status { get; init; }
    public long? ContactId { get; init; }
    public long? DealId { get; init; }
    public long? OwnerId { get; init; }
    public string? OwnerName { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required IReadOnlyDictionary<string, string> Custom { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>To be named by whoever changes it.</summary>
    public required int Version { get; init; }
}

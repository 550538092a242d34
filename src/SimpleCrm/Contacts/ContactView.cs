namespace SimpleCrm.Contacts;

/// <summary>A contact as it is shown.</summary>
public sealed record ContactView : IRecordView
{
    public required long Id { get; init; }
    public required string Name { get; init; }
    public required string JobTitle { get; init; }

    /// <summary>The main one first.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }
    public required IReadOnlyList<string> Phones { get; init; }
    public long? CompanyId { get; init; }
    public string? CompanyName { get; init; }
    public long? OwnerId { get; init; }
    public string? OwnerName { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required IReadOnlyDictionary<string, string> Custom { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>To be named by whoever changes it.</summary>
    public required int Version { get; init; }
}

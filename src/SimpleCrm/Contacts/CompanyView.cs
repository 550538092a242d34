namespace SimpleCrm.Contacts;

/// <summary>A company as it is shown.</summary>
public sealed record CompanyView : IRecordView
{
    public required long Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The main one first.</summary>
    public required IReadOnlyList<string> Domains { get; init; }
    public required string Phone { get; init; }
    public required string Website { get; init; }
    public required string Location { get; init; }
    public required string Industry { get; init; }

    /// <summary>How many contacts work there.</summary>
    public required int Contacts { get; init; }
    public long? OwnerId { get; init; }
    public string? OwnerName { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required IReadOnlyDictionary<string, string> Custom { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>To be named by whoever changes it.</summary>
    public required int Version { get; init; }
}

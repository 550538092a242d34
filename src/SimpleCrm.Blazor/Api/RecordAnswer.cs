namespace SimpleCrm.Blazor.Api;

/// <summary>What every kind of record tells.</summary>
public abstract record RecordAnswer
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string? OwnerId { get; init; }
    public string? OwnerName { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    /// <summary>Values of custom fields by their keys, as text: numbers like "1250.75", dates like "2027-01-31", "yes" and "no".</summary>
    public required IReadOnlyDictionary<string, string> Custom { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>Named by whoever changes the record.</summary>
    public required int Version { get; init; }
}

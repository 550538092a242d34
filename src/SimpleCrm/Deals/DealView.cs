using SimpleCrm.Contacts;

namespace SimpleCrm.Deals;

/// <summary>A deal as it is shown.</summary>
public sealed record DealView : IRecordView
{
    public required long Id { get; init; }
    public required string Name { get; init; }
    public required long PipelineId { get; init; }
    public required long StageId { get; init; }
    public required string StageName { get; init; }
    public required StageKind StageKind { get; init; }
    public required DateTime StageSince { get; init; }
    public long? CompanyId { get; init; }
    public string? CompanyName { get; init; }
    public required IReadOnlyList<DealPerson> Contacts { get; init; }
    public required decimal Value { get; init; }
    public required string Currency { get; init; }
    public DateOnly? CloseDate { get; init; }

    /// <summary>Per cent: its own, else the stage's.</summary>
    public required int Probability { get; init; }

    /// <summary>Per cent; null while the stage's counts.</summary>
    public int? OwnProbability { get; init; }
    public long? OwnerId { get; init; }
    public string? OwnerName { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required IReadOnlyDictionary<string, string> Custom { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>To be named by whoever changes it.</summary>
    public required int Version { get; init; }
}

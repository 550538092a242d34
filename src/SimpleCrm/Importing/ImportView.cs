using SimpleCrm.Links;

namespace SimpleCrm.Importing;

/// <summary>An import as it is shown.</summary>
public sealed record ImportView
{
    public required long Id { get; init; }
    public required RecordKind Kind { get; init; }
    public required string FileName { get; init; }
    public required string Encoding { get; init; }

    /// <summary>What separates the cells; empty for vCards.</summary>
    public required string Separator { get; init; }
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The <see cref="ImportTarget.Key"/> of each column; empty for those that are left out.</summary>
    public required IReadOnlyList<string> Mapping { get; init; }
    public required bool UpdatesExisting { get; init; }
    public required ImportState State { get; init; }
    public required ImportCounts Counts { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }
    public DateTime? EndedAt { get; init; }

    /// <summary>Whether there is anything to take back.</summary>
    public bool CanUndo => State is ImportState.Done or ImportState.Cancelled && Counts.Added + Counts.Updated > 0;
}

using SimpleCrm.Importing;
using SimpleCrm.Links;

namespace SimpleCrm.Blazor.Api;

/// <summary>An import, and how far it is.</summary>
public sealed record ImportAnswer
{
    public required string Id { get; init; }
    public required RecordKind Kind { get; init; }
    public required string FileName { get; init; }
    public required string Encoding { get; init; }
    public required string Separator { get; init; }
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>What each column is; empty for those that are left out.</summary>
    public required IReadOnlyList<string> Mapping { get; init; }
    public required bool UpdatesExisting { get; init; }

    /// <summary>mapping, running, done, cancelled, undoing or undone.</summary>
    public required ImportState State { get; init; }
    public required ImportCounts Counts { get; init; }
    public required DateTime CreatedAt { get; init; }
    public DateTime? EndedAt { get; init; }

    internal static ImportAnswer Of(ImportView view) => new()
    {
        Id = ApiIds.Text(view.Id),
        Kind = view.Kind,
        FileName = view.FileName,
        Encoding = view.Encoding,
        Separator = view.Separator,
        Columns = view.Columns,
        Mapping = view.Mapping,
        UpdatesExisting = view.UpdatesExisting,
        State = view.State,
        Counts = view.Counts,
        CreatedAt = view.CreatedAt,
        EndedAt = view.EndedAt,
    };
}

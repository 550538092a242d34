using SimpleCrm.Importing;

namespace SimpleCrm.Blazor.Importing;

/// <summary>Imports in words.</summary>
internal static class ImportWords
{
    public static string Of(ImportView import)
    {
        var counts = import.Counts;
        var what = FormattableString.Invariant($"{counts.Added:N0} added, {counts.Updated:N0} changed, {counts.Duplicates:N0} were here already, {counts.Wrong:N0} refused");
        return import.State switch
        {
            ImportState.Mapping => "Waits for its columns",
            ImportState.Running => FormattableString.Invariant($"{counts.Done:N0} of {counts.Total:N0} rows: {what}"),
            ImportState.Cancelled => $"Stopped: {what}",
            ImportState.Undoing => "Being undone…",
            ImportState.Undone => counts.Kept > 0 ? FormattableString.Invariant($"Undone; {counts.Kept:N0} that were changed since stayed") : "Undone",
            _ => $"Done: {what}",
        };
    }
}

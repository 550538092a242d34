using System.Text.Json;

namespace SimpleCrm.Importing;

/// <summary>Imports as they are shown.</summary>
internal static class ImportViews
{
    public static ImportView Of(RecordImport import) => new()
    {
        Id = import.Id,
        Kind = import.Kind,
        FileName = import.FileName,
        Encoding = import.Encoding,
        Separator = import.Separator,
        Columns = JsonSerializer.Deserialize<List<string>>(import.ColumnsJson)!,
        Mapping = JsonSerializer.Deserialize<List<string>>(import.MappingJson)!,
        UpdatesExisting = import.UpdatesExisting,
        State = import.State,
        Counts = new ImportCounts(import.Total, import.Done, import.Added, import.Updated, import.Duplicates, import.Wrong, import.Kept),
        CreatedAt = import.CreatedAt,
        EndedAt = import.EndedAt,
    };

    public static ImportProblem Of(ImportRow row) => new(row.Line, JsonSerializer.Deserialize<List<string>>(row.CellsJson)!, row.Error);
}

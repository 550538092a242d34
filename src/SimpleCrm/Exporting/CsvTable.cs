using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using SimpleCrm.Importing;

namespace SimpleCrm.Exporting;

/// <summary>
/// Writes tables as CSV that a spreadsheet takes for text alone: a cell that begins with =, +, -, @, a tab or a line end gets an apostrophe before it, which
/// importing takes away.
/// </summary>
public static class CsvTable
{
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, NewLine = "\r\n" };

    /// <summary>A writer for a table; to be disposed of.</summary>
    internal static CsvWriter Open(TextWriter output) => new(output, Configuration, leaveOpen: true);

    internal static async Task WriteRowAsync(this CsvWriter writer, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            writer.WriteField(cell);
        await writer.NextRecordAsync();
    }

    /// <summary>Writes the rows of an import that could not be taken in, with their line and what is wrong.</summary>
    public static async Task WriteProblemsAsync(TextWriter output, IReadOnlyList<string> columns, IAsyncEnumerable<ImportProblem> problems, CancellationToken cancellationToken)
    {
        await using var writer = Open(output);
        await writer.WriteRowAsync(["Line", "Problem", .. columns]);
        await foreach (var problem in problems.WithCancellation(cancellationToken))
            await writer.WriteRowAsync([problem.Line.ToString(CultureInfo.InvariantCulture), problem.Error, .. problem.Cells]);
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using CsvHelper.Configuration;

namespace SimpleCrm.Importing;

/// <summary>Reads files of comma separated values (RFC 4180), whatever separates and encodes them.</summary>
internal static class CsvFile
{
    /// <exception cref="ImportRefusedException">There is nothing in it, or it is no such file.</exception>
    public static async Task<FileTable> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        var encoding = await TextEncodings.DetectAsync(file, cancellationToken);
        CsvShape shape;
        using (var sample = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true))
            shape = await CsvShape.DetectAsync(sample, cancellationToken);
        file.Position = 0;
        var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true);
        for (var i = 0; i < shape.Skip; i++)
            await reader.ReadLineAsync(cancellationToken);
        var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = $"{shape.Separator}",
            Quote = shape.Quote,
            Escape = shape.Quote,
            HasHeaderRecord = false,
            IgnoreBlankLines = true,
            BadDataFound = null,
            MaxFieldSize = ImportLimits.CellLength,
        });
        if (await NextAsync(parser) is not { } first || first.Cells.All(string.IsNullOrWhiteSpace))
            throw new ImportRefusedException("There is nothing in this file. Choose one with a row for each record.");
        if (first.Cells.Any(c => c.Contains('\0')))
            throw new ImportRefusedException("This is not a text file. Save it as CSV, and choose it again.");
        if (first.Cells.Count > ImportLimits.Columns)
            throw new ImportRefusedException($"This file has more than {ImportLimits.Columns} columns. Leave those out that are not needed.");
        var hasHeading = !first.Cells.Any(c => c.Contains('@'));
        var columns = first.Cells.Select((c, i) => hasHeading && c.Trim().Length > 0 ? c.Trim() : $"Column {i + 1}").ToList();
        return new FileTable(encoding.WebName, $"{shape.Separator}", columns, RowsAsync(parser, hasHeading ? null : first, columns.Count, cancellationToken));
    }

    private static async IAsyncEnumerable<FileRow> RowsAsync(CsvParser parser, FileRow? first, int columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using (parser)
            for (var row = first ?? await NextAsync(parser); row is not null; row = await NextAsync(parser))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (row.Cells.All(string.IsNullOrWhiteSpace))
                    continue;
                // Excel pads rows with empty cells; text there means that a separator or a quotation mark is missing.
                yield return row.Cells.Skip(columns).Any(c => c.Trim().Length > 0)
                    ? row with { Cells = [.. row.Cells.Take(columns)], Error = $"This row has {row.Cells.Count} cells, but there are {columns} columns. Put quotation marks around texts that contain the separator." }
                    : row with { Cells = [.. row.Cells.Take(columns), .. Enumerable.Repeat("", Math.Max(0, columns - row.Cells.Count))] };
            }
    }

    private static async Task<FileRow?> NextAsync(CsvParser parser)
    {
        var line = parser.RawRow + 1;
        try
        {
            return await parser.ReadAsync() ? new FileRow(line, parser.Record ?? []) : null;
        }
        catch (CsvHelperException)
        {
            throw new ImportRefusedException(string.Create(CultureInfo.InvariantCulture,
                $"The row that begins on line {line} has a text of more than {ImportLimits.CellLength} characters: perhaps a quotation mark is never closed. Correct it, and choose the file again."));
        }
    }
}

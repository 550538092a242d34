namespace SimpleCrm.Importing;

/// <summary>What separates the cells of a file, and what surrounds those that have it inside.</summary>
/// <param name="Separator">A comma, a semicolon, a tab or a bar.</param>
/// <param name="Quote">A quotation mark or an apostrophe.</param>
/// <param name="Skip">Lines before the first row: Excel's "sep=" line.</param>
internal sealed record CsvShape(char Separator, char Quote, int Skip)
{
    private const int SampleLength = 64 * 1024;
    private const int SampleRows = 30;
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>Told from the beginning of the file.</summary>
    public static async Task<CsvShape> DetectAsync(TextReader reader, CancellationToken cancellationToken)
    {
        var buffer = new char[SampleLength];
        var count = await reader.ReadBlockAsync(buffer, cancellationToken);
        var text = new string(buffer, 0, count);
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4 && Separators.Contains(text[4]))
            return new CsvShape(text[4], '"', 1);
        var quote = text.Contains('"') || !text.StartsWith('\'') ? '"' : '\'';
        // The one that cuts the first rows into the same number of cells, the more the better.
        var best = Separators.Select(separator => (Separator: separator, Cells: Cells(text, separator, quote))).MaxBy(s => s.Cells);
        return new CsvShape(best.Cells > 1 ? best.Separator : ',', quote, 0);
    }

    private static double Cells(string text, char separator, char quote)
    {
        var rows = new List<int>();
        var (cells, isQuoted, isEmpty) = (1, false, true);
        foreach (var c in text)
        {
            if (c == quote)
                isQuoted = !isQuoted;
            else if (!isQuoted && c == separator)
                cells++;
            else if (!isQuoted && c == '\n')
            {
                if (!isEmpty)
                    rows.Add(cells);
                (cells, isEmpty) = (1, true);
                if (rows.Count == SampleRows)
                    break;
                continue;
            }
            isEmpty &= c is '\r';
        }
        if (rows.Count < SampleRows && !isEmpty)
            rows.Add(cells);
        return rows.Count == 0 ? 0 : rows[0] * rows.Count(r => r == rows[0]) / (double)rows.Count;
    }
}

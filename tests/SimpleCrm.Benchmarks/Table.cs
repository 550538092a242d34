using System.Globalization;

namespace SimpleCrm.Benchmarks;

/// <summary>Figures in aligned columns, as GitHub and a terminal both show them.</summary>
internal sealed class Table(string title, params string[] columns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>One row; numbers are written with three significant digits.</summary>
    public void Add(params object?[] cells) => _rows.Add([.. cells.Select(Text)]);

    public void Print()
    {
        var widths = columns.Select((column, at) => Math.Max(column.Length, _rows.Select(row => row[at].Length).DefaultIfEmpty().Max())).ToArray();
        Console.WriteLine();
        Console.WriteLine($"### {title}");
        Console.WriteLine();
        PrintRow(columns, widths);
        Console.WriteLine($"| {string.Join(" | ", widths.Select(width => new string('-', width)))} |");
        foreach (var row in _rows) PrintRow(row, widths);
    }

    private static void PrintRow(string[] cells, int[] widths) =>
        Console.WriteLine($"| {string.Join(" | ", cells.Select((cell, at) => cell.PadRight(widths[at])))} |");

    private static string Text(object? cell) => cell switch
    {
        null => "",
        int whole => whole.ToString("N0", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) >= 100 => number.ToString("N0", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) >= 10 => number.ToString("0.0", CultureInfo.InvariantCulture),
        double number => number.ToString("0.###", CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}

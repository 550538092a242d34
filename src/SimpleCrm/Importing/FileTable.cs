namespace SimpleCrm.Importing;

/// <summary>A file as rows of cells.</summary>
/// <param name="Encoding">Name of its encoding.</param>
/// <param name="Separator">What separates its cells; empty for vCards.</param>
/// <param name="Columns">Names of its columns.</param>
/// <param name="Rows">Its rows without the heading, read as they are asked for: line of the file, cells, and what is wrong.</param>
internal sealed record FileTable(string Encoding, string Separator, IReadOnlyList<string> Columns, IAsyncEnumerable<FileRow> Rows);

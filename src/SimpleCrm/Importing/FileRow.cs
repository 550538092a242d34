namespace SimpleCrm.Importing;

/// <summary>A row of a file.</summary>
/// <param name="Line">On which it begins, from 1.</param>
/// <param name="Cells">As many as there are columns.</param>
/// <param name="Error">What makes it unreadable; null when it can be read.</param>
internal sealed record FileRow(int Line, IReadOnlyList<string> Cells, string? Error = null);

namespace SimpleCrm.Importing;

/// <summary>A row that cannot be taken in.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
/// <param name="Cells">What it says.</param>
/// <param name="Error">What is wrong, and what to do.</param>
public sealed record ImportProblem(int Line, IReadOnlyList<string> Cells, string Error);

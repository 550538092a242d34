namespace SimpleCrm.Importing;

/// <summary>What an import would do.</summary>
/// <param name="Counts">Of all rows.</param>
/// <param name="Problems">The first rows that cannot be taken in.</param>
public sealed record ImportCheck(ImportCounts Counts, IReadOnlyList<ImportProblem> Problems);

namespace SimpleCrm.Importing;

/// <summary>What became of a file: an import to be mapped, or what is wrong with it.</summary>
/// <param name="Import">Null when it was refused.</param>
/// <param name="Refusal">For people; null when it was read.</param>
public sealed record ImportStart(ImportView? Import, string? Refusal);

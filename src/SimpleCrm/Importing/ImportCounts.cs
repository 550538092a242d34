namespace SimpleCrm.Importing;

/// <summary>What became of the rows of an import, or what would.</summary>
/// <param name="Total">Rows of the file.</param>
/// <param name="Done">Those that were looked at.</param>
/// <param name="Added">New records.</param>
/// <param name="Updated">Records that got something from the file.</param>
/// <param name="Duplicates">Records that are there already, and stay as they are.</param>
/// <param name="Wrong">Rows that cannot be taken in.</param>
/// <param name="Kept">By undoing: records that were changed since, and stay.</param>
public sealed record ImportCounts(int Total, int Done, int Added, int Updated, int Duplicates, int Wrong, int Kept = 0);

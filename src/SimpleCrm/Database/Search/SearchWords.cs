namespace SimpleCrm.Database.Search;

/// <summary>Words that must stand next to each other in one column.</summary>
/// <param name="Tokens">In order; letters and digits only.</param>
/// <param name="IsBeginning">The last token may go on.</param>
internal sealed record SearchWords(SearchColumn Column, IReadOnlyList<string> Tokens, bool IsBeginning);

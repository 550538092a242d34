namespace SimpleCrm.Mail;

/// <summary>One condition of a search. All conditions of a query must hold.</summary>
/// <param name="Text">What the person wrote, without operator and quotes; empty for flags.</param>
/// <param name="IsPhrase">Written in quotes: matched as it stands, not as the beginning of a word.</param>
/// <param name="Negated">Must not hold.</param>
/// <param name="Size">Octets, of <see cref="SearchField.Larger"/> and <see cref="SearchField.Smaller"/>.</param>
public sealed record SearchTerm(
    SearchField Field, string Text, bool IsPhrase = false, bool Negated = false, SearchDate? Date = null, long? Size = null)
{
    /// <summary>The index tokens of the text, in order. More than one must stand next to each other.</summary>
    public IReadOnlyList<string> Tokens { get; } = SearchText.Tokens(Text);
}

namespace SimpleCrm.EndToEnd.Composing;

/// <summary>What a program puts on the clipboard, and what must be left of it in an email.</summary>
/// <param name="Name">The program and what was copied.</param>
/// <param name="Html">The HTML as it lies on the clipboard.</param>
/// <param name="Text">All words, in order.</param>
/// <param name="Keeps">Selectors that must find something.</param>
/// <param name="Drops">Selectors that must find nothing.</param>
public sealed record PasteSample(string Name, string Html, string Text, IReadOnlyList<string> Keeps, IReadOnlyList<string> Drops)
{
    public override string ToString() => Name;
}

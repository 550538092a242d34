namespace SimpleCrm.Outbox;

/// <summary>The original as it goes below an answer or a forward.</summary>
/// <param name="Html">For the HTML part, complete and balanced.</param>
/// <param name="Text">For the text part.</param>
internal sealed record OutgoingQuote(string Html, string Text)
{
    public static readonly OutgoingQuote None = new("", "");

    public static OutgoingQuote Of(OriginalEmail original, ComposeMode mode, string timeZone) => None;
}

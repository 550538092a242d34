namespace SimpleCrm.Mail;

/// <summary>The first words of a message for a list row.</summary>
internal static class Snippets
{
    private const int Length = 200;

    internal static string Of(string? text, string? html)
    {
        var own = text is null ? "" : DisplayText.Clean(QuotedText.OwnWords(DisplayText.Truncate(text, 20_000)), Length);
        if (own.Length == 0 && html is not null)
        {
            own = DisplayText.Clean(QuotedText.OwnWords(HtmlToText.Convert(html, new HtmlToTextOptions(4_000, SkipQuotes: true))), Length);
            if (own.Length == 0)
                own = DisplayText.Clean(HtmlToText.Convert(html, new HtmlToTextOptions(2_000)), Length);
        }
        if (own.Length == 0 && text is not null)
            own = DisplayText.Clean(text, Length);
        return DisplayText.Truncate(own, Length);
    }
}

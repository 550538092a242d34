using System.Globalization;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>The original as it goes below an answer or a forward.</summary>
/// <param name="Html">For the HTML part; as unsafe as the original.</param>
/// <param name="Text">For the text part.</param>
internal sealed record OutgoingQuote(string Html, string Text)
{
    // The language in which the product speaks; the writer's own comes with the product's translations.
    private static readonly CultureInfo Language = CultureInfo.GetCultureInfo("en-US");

    public static readonly OutgoingQuote None = new("", "");

    public static OutgoingQuote Of(OriginalEmail original, ComposeMode mode, string timeZone)
    {
        var sent = original.Email.SentAt ?? original.Email.ReceivedAt;
        var quote = ReplyQuote.For(new ReplyQuoteSource
        {
            From = new EmailAddress(original.Email.FromAddress, original.Email.FromName),
            To = original.People.To,
            Cc = original.People.Cc,
            Subject = original.Email.Subject,
            SentAt = TimeZoneInfo.ConvertTime(new DateTimeOffset(sent, TimeSpan.Zero), Zone(timeZone)),
            BodyText = original.Text.Length > 0 ? original.Text : null,
            BodyHtml = original.Html.Length > 0 ? original.Html : null,
        }, ModeOf(mode), Language);
        return new OutgoingQuote(quote.Html, quote.Text);
    }

    public static ReplyMode ModeOf(ComposeMode mode) => mode switch
    {
        ComposeMode.Forward => ReplyMode.Forward,
        ComposeMode.ReplyAll => ReplyMode.ReplyAll,
        _ => ReplyMode.Reply,
    };

    public static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The person's own HTML with the quote below it.</summary>
    public string Below(string html)
    {
        if (Html.Length == 0)
            return html;
        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? $"{html}<br>{Html}" : $"{html[..end]}<br>{Html}{html[end..]}";
    }

    /// <summary>The person's own text with the quote below it.</summary>
    public string BelowText(string text) => Text.Length == 0 ? text : text.Length == 0 ? Text : $"{text.TrimEnd()}\n\n{Text}";
}

using System.Globalization;
using System.Net;
using System.Text;

namespace SimpleCrm.Mail;

/// <summary>The quoted original below an answer or in a forward, as HTML and as text. The original's HTML stands inside as it came.</summary>
/// <param name="Html">To be sent, not to be shown: it is as unsafe as the original. Show it through <see cref="SafeHtml"/>.</param>
public sealed record ReplyQuote(string Html, string Text)
{
    private const string QuoteStyle = "margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex";

    /// <summary>The quote of an answer, or the block of a forward; dates in the given culture.</summary>
    public static ReplyQuote For(ReplyQuoteSource source, ReplyMode mode, CultureInfo culture) =>
        mode == ReplyMode.Forward ? Forward(source, culture) : Answer(source, culture);

    private static ReplyQuote Answer(ReplyQuoteSource source, CultureInfo culture)
    {
        var when = source.SentAt is { } sent ? $"On {Date(sent, culture)}, " : "";
        var attribution = $"{when}{source.From} wrote:";
        var text = new StringBuilder(attribution).Append('\n');
        foreach (var line in Words(source).TrimEnd('\n').Split('\n'))
            text.Append('\n').Append(line.Length == 0 ? ">" : line[0] == '>' ? ">" + line : "> " + line);
        var html = $"<div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">{Encode(attribution)}<br></div>"
            + $"<blockquote class=\"gmail_quote\" type=\"cite\" style=\"{QuoteStyle}\">{OriginalHtml.Inner(source)}</blockquote></div>";
        return new ReplyQuote(html, text.Append('\n').ToString());
    }

    private static ReplyQuote Forward(ReplyQuoteSource source, CultureInfo culture)
    {
        List<(string Name, string Value)> lines = [("From", source.From.ToString())];
        if (source.SentAt is { } sent)
            lines.Add(("Date", Date(sent, culture)));
        lines.Add(("Subject", source.Subject));
        lines.Add(("To", string.Join(", ", source.To)));
        if (source.Cc.Count > 0)
            lines.Add(("Cc", string.Join(", ", source.Cc)));
        const string divider = "---------- Forwarded message ---------";
        var text = $"{divider}\n{string.Join('\n', lines.Select(l => $"{l.Name}: {l.Value}"))}\n\n{Words(source)}";
        var head = string.Join("<br>", lines.Select(l => $"{l.Name}: {Encode(l.Value)}"));
        var html = $"<div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">{divider}<br>{head}<br></div><br>{OriginalHtml.Inner(source)}</div>";
        return new ReplyQuote(html, text);
    }

    private static string Words(ReplyQuoteSource source) =>
        source.BodyText ?? (source.BodyHtml is null ? "" : HtmlToText.Convert(source.BodyHtml, HtmlToTextOptions.Readable));

    private static string Date(DateTimeOffset sent, CultureInfo culture) => sent.ToString("ddd, MMM d, yyyy", culture) + " at " + sent.ToString("t", culture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}

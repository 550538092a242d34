using System.Globalization;
using System.Net;
using System.Text;
using MimeKit;

namespace SimpleCrm.TestServers.Emails;

/// <summary>Writes what an email says, as plain text and as HTML in the manner of common clients.</summary>
internal static class BodyWriter
{
    private const int LongestQuotedText = 6_000;
    private static readonly Dictionary<string, Encoding> Encodings = [];

    static BodyWriter() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>What the person writes, without quoted text and signature.</summary>
    public static string WriteMessage(Random random, Phrasebook language, Conversation conversation, string addressee)
    {
        var text = new StringBuilder(1_000);
        text.AppendFormat(CultureInfo.InvariantCulture, language.Greetings[random.Next(language.Greetings.Length)], addressee).Append("\r\n\r\n");
        for (var paragraph = random.Next(1, 5); paragraph > 0; paragraph--)
        {
            for (var sentence = random.Next(1, 5); sentence > 0; sentence--)
            {
                text.Append(language.Fill(random, language.Sentences[random.Next(language.Sentences.Length)], conversation.Contact.Company, conversation.Deal));
                text.Append(sentence > 1 ? " " : "\r\n\r\n");
            }
        }

        return text.Append(language.Closings[random.Next(language.Closings.Length)]).Append("\r\n").ToString();
    }

    public static string Attribution(Phrasebook language, Conversation conversation) => string.Format(
        CultureInfo.InvariantCulture,
        language.Attribution,
        conversation.LastDate.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        conversation.LastWriter);

    public static string AsText(string message, string signature, string? attribution, string quoted)
    {
        var text = new StringBuilder(message).Append("\r\n-- \r\n").Append(signature).Append("\r\n");
        if (attribution is null) return text.ToString();
        text.Append("\r\n").Append(attribution).Append("\r\n");
        var kept = quoted.AsSpan(0, Math.Min(quoted.Length, LongestQuotedText));
        foreach (var line in kept.EnumerateLines()) text.Append(line.StartsWith('>') ? ">" : "> ").Append(line).Append("\r\n");
        return text.ToString();
    }

    public static string AsHtml(string message, string signature, string? attribution, string quoted, string? logoId)
    {
        var html = new StringBuilder(4_000);
        html.Append("<html><head><meta http-equiv=\"Content-Type\" content=\"text/html\"><style>p{margin:0 0 8pt 0;font-family:Calibri,sans-serif;font-size:11pt}</style></head><body>\r\n");
        AppendParagraphs(html, message);
        html.Append("<div class=\"signature\" style=\"color:#5a6472;font-size:10pt\">");
        html.Append(WebUtility.HtmlEncode(signature).Replace("\r\n", "<br>\r\n", StringComparison.Ordinal));
        if (logoId is not null) html.Append("<br><img src=\"cid:").Append(logoId).Append("\" width=\"64\" height=\"64\" alt=\"\">");
        html.Append("</div>\r\n");
        if (attribution is not null)
        {
            html.Append("<div class=\"gmail_quote\"><div>").Append(WebUtility.HtmlEncode(attribution)).Append("<br></div><blockquote style=\"margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex\">\r\n");
            AppendParagraphs(html, quoted[..Math.Min(quoted.Length, LongestQuotedText)]);
            html.Append("</blockquote></div>\r\n");
        }

        return html.Append("</body></html>\r\n").ToString();
    }

    /// <summary>A newsletter's HTML: tables in tables, a remote picture per story, a remote pixel.</summary>
    public static string AsNewsletter(Random random, Phrasebook language, Conversation conversation, int index)
    {
        var html = new StringBuilder(16_000);
        html.Append("<!DOCTYPE html><html><body bgcolor=\"#f3f3f3\"><center><table width=\"600\" cellpadding=\"0\" cellspacing=\"0\" style=\"background:#ffffff\">\r\n");
        for (var story = random.Next(4, 9); story > 0; story--)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"padding:24px\"><table width=\"100%\"><tr><td width=\"120\" valign=\"top\"><img src=\"https://images.mercier.example/{index}/{story}.jpg\" width=\"110\" height=\"80\" alt=\"\"></td><td style=\"font-family:Georgia,serif;font-size:15px;line-height:22px;color:#333333\">\r\n");
            html.Append("<h2 style=\"font-size:20px;color:#1b4d3e;margin:0 0 8px\">").Append(WebUtility.HtmlEncode(language.Fill(random, language.Subjects[random.Next(language.Subjects.Length)], conversation.Contact.Company, conversation.Deal))).Append("</h2>\r\n");
            AppendParagraphs(html, WriteMessage(random, language, conversation, conversation.Contact.Company));
            html.Append(CultureInfo.InvariantCulture, $"<a href=\"https://www.mercier.example/r/{index}/{story}\" style=\"color:#1b4d3e\">&rarr;</a></td></tr></table></td></tr>\r\n");
        }

        return html.Append(CultureInfo.InvariantCulture, $"</table><img src=\"https://images.mercier.example/open/{index}.gif\" width=\"1\" height=\"1\"></center></body></html>\r\n").ToString();
    }

    /// <summary>A text part in the language's usual charset, or in UTF-8 where that cannot hold the text.</summary>
    public static TextPart CreatePart(Random random, Phrasebook language, string subtype, string text)
    {
        var encoding = EncodingOf(language.Charsets[random.Next(language.Charsets.Length)]);
        var bytes = encoding.GetBytes(text);
        if (encoding is not UTF8Encoding && !Holds(encoding, bytes, text))
        {
            encoding = Encoding.UTF8;
            bytes = encoding.GetBytes(text);
        }

        var part = new TextPart(subtype) { Content = new MimeContent(new MemoryStream(bytes)) };
        part.ContentType.Charset = encoding.WebName;
        var wide = language.Locale is "ru" or "ja";
        part.ContentTransferEncoding = encoding.WebName switch
        {
            "us-ascii" or "iso-2022-jp" => ContentEncoding.SevenBit,
            _ when random.Next(6) == 0 => ContentEncoding.EightBit,
            _ => wide ? ContentEncoding.Base64 : ContentEncoding.QuotedPrintable,
        };
        return part;
    }

    /// <summary>What a single-byte charset cannot hold becomes a question mark; the others are read back to see.</summary>
    private static bool Holds(Encoding encoding, byte[] bytes, string text) =>
        encoding.IsSingleByte ? bytes.AsSpan().Count((byte)'?') == text.AsSpan().Count('?') : encoding.GetString(bytes) == text;

    private static void AppendParagraphs(StringBuilder html, string text)
    {
        foreach (var paragraph in text.Split("\r\n\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            html.Append("<p>").Append(WebUtility.HtmlEncode(paragraph).Replace("\r\n", "<br>\r\n", StringComparison.Ordinal)).Append("</p>\r\n");
        }
    }

    private static Encoding EncodingOf(string charset)
    {
        lock (Encodings)
        {
            if (!Encodings.TryGetValue(charset, out var encoding)) Encodings[charset] = encoding = Encoding.GetEncoding(charset);
            return encoding;
        }
    }
}

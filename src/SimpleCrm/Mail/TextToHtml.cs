using System.Net;
using System.Text;

namespace SimpleCrm.Mail;

/// <summary>Plain text as HTML: everything encoded, addresses and links clickable, line ends kept. Still goes through <see cref="SafeHtml"/> before it is shown.</summary>
public static class TextToHtml
{
    private const string LinkEnds = " \t\n\r\"<>`{}|\\^";

    /// <summary>The text as an HTML fragment.</summary>
    public static string Convert(string text)
    {
        var html = new StringBuilder(text.Length + text.Length / 8);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            if (range.Start.Value > 0)
                html.Append("<br>\n");
            Line(text.AsSpan(range).TrimEnd('\r'), html);
        }
        return html.ToString();
    }

    private static void Line(ReadOnlySpan<char> line, StringBuilder html)
    {
        var shown = 0;
        var at = 0;
        while (at < line.Length)
        {
            var (start, end, href) = NextLink(line, at);
            if (start < 0)
                break;
            Encode(line[shown..start], html);
            html.Append("<a href=\"").Append(WebUtility.HtmlEncode(href)).Append("\">");
            Encode(line[start..end], html);
            html.Append("</a>");
            shown = at = end;
        }
        Encode(line[shown..], html);
    }

    /// <summary>Runs of spaces and leading ones keep their width.</summary>
    private static void Encode(ReadOnlySpan<char> text, StringBuilder html)
    {
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '<': html.Append("&lt;"); break;
                case '>': html.Append("&gt;"); break;
                case '&': html.Append("&amp;"); break;
                case '"': html.Append("&quot;"); break;
                case ' ' when i == 0 || text[i - 1] == ' ': html.Append("&nbsp;"); break;
                case '\t': html.Append("&nbsp;&nbsp;&nbsp; "); break;
                default: html.Append(text[i]); break;
            }
        }
    }

    private static (int Start, int End, string Href) NextLink(ReadOnlySpan<char> line, int from)
    {
        while (from < line.Length)
        {
            var mark = line[from..].IndexOfAny(':', '@', '.');
            if (mark < 0)
                break;
            mark += from;
            if (line[mark] == ':' && Scheme(line, mark) is >= 0 and var scheme)
                return Url(line, scheme, "");
            if (line[mark] == '.' && mark >= 3 && line[(mark - 3)..mark].Equals("www", StringComparison.OrdinalIgnoreCase) && (mark == 3 || !char.IsLetterOrDigit(line[mark - 4])) && mark + 1 < line.Length && char.IsLetterOrDigit(line[mark + 1]))
                return Url(line, mark - 3, "http://");
            if (line[mark] == '@' && Address(line, from, mark) is { Start: >= 0 } address)
                return address;
            from = mark + 1;
        }
        return (-1, -1, "");
    }

    private static int Scheme(ReadOnlySpan<char> line, int colon)
    {
        if (!line[colon..].StartsWith("://") || colon + 3 >= line.Length || LinkEnds.Contains(line[colon + 3]))
            return -1;
        foreach (var scheme in (ReadOnlySpan<string>)["https", "http"])
        {
            var start = colon - scheme.Length;
            if (start >= 0 && line[start..colon].Equals(scheme, StringComparison.OrdinalIgnoreCase) && (start == 0 || !char.IsLetterOrDigit(line[start - 1])))
                return start;
        }
        return -1;
    }

    private static (int, int, string) Url(ReadOnlySpan<char> line, int start, string prefix)
    {
        var length = line[start..].IndexOfAny(LinkEnds);
        var end = length < 0 ? line.Length : start + length;
        // Punctuation that ends the sentence, and a bracket that was opened before the link, are not part of it.
        while (end > start && (".,;:!?'*_".Contains(line[end - 1])
            || (line[end - 1] == ')' && !line[start..end].Contains('('))
            || (line[end - 1] == ']' && !line[start..end].Contains('['))))
            end--;
        return (start, end, prefix + line[start..end].ToString());
    }

    private static (int Start, int End, string Href) Address(ReadOnlySpan<char> line, int from, int at)
    {
        var start = at;
        while (start > from && at - start < 64 && (char.IsAsciiLetterOrDigit(line[start - 1]) || "._%+-'=".Contains(line[start - 1])))
            start--;
        var end = at + 1;
        while (end < line.Length && end - at < 254 && (char.IsLetterOrDigit(line[end]) || line[end] is '-' or '.'))
            end++;
        while (end > at && line[end - 1] is '.' or '-')
            end--;
        return start < at && line[(at + 1)..end].Contains('.') ? (start, end, "mailto:" + line[start..end].ToString()) : (-1, -1, "");
    }
}

using System.Text;

namespace SimpleCrm.Mail;

/// <summary>The words of text/enriched (RFC 1896) without its commands.</summary>
internal static class EnrichedText
{
    internal static string ToPlain(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '<')
            {
                plain.Append(text[i]);
                continue;
            }
            if (i + 1 < text.Length && text[i + 1] == '<')
            {
                plain.Append('<');
                i++;
                continue;
            }
            var close = text.IndexOf('>', i, Math.Min(62, text.Length - i));
            if (close < 0)
                plain.Append('<');
            else if (text.AsSpan(i + 1, close - i - 1).Equals("param", StringComparison.OrdinalIgnoreCase)
                && text.IndexOf("</param>", close, StringComparison.OrdinalIgnoreCase) is > 0 and var end)
                i = end + "</param>".Length - 1;
            else
                i = close;
        }
        return plain.ToString();
    }
}

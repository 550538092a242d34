using System.Text;

namespace SimpleCrm.Mail;

/// <summary>Text into HTML source.</summary>
internal static class HtmlEncoding
{
    internal static void Append(StringBuilder html, ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            var next = text.IndexOfAny("<>&\"'\0\u00A0");
            if (next < 0)
            {
                html.Append(text);
                return;
            }
            html.Append(text[..next]).Append(text[next] switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\u00A0' => "&nbsp;",
                _ => "",
            });
            text = text[(next + 1)..];
        }
    }
}

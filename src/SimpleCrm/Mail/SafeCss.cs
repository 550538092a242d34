using System.Text;

namespace SimpleCrm.Mail;

/// <summary>
/// Style attributes and style sheets of a sender, rebuilt from what is known to be harmless: listed properties, listed functions, no
/// address, no escape, and selectors confined to the message (<see cref="SafeSelectors"/>). One pass each, nothing backtracks.
/// </summary>
internal static class SafeCss
{
    private const int MaxSheetLength = 256 * 1024;
    private const int MaxValueLength = 400;

    /// <summary>The declarations that may stay, as "name:value;…".</summary>
    internal static string Declarations(ReadOnlySpan<char> style)
    {
        if (style.Length > 16_000)
            return "";
        var safe = new StringBuilder(style.Length);
        var css = style.Contains("/*", StringComparison.Ordinal) ? WithoutComments(style) : style;
        while (css.Length > 0)
        {
            var end = EndOfDeclaration(css);
            Declaration(css[..end], safe);
            css = end < css.Length ? css[(end + 1)..] : default;
        }
        return safe.ToString();
    }

    /// <summary>The rules that may stay, each selector under the message's root class.</summary>
    internal static string Sheet(string css)
    {
        if (css.Length > MaxSheetLength)
            css = css[..MaxSheetLength];
        var safe = new StringBuilder();
        Rules(WithoutComments(css).ToString().Replace("<!--", "").Replace("-->", ""), safe, inMedia: false);
        return safe.ToString();
    }

    internal static bool SetsColours(string css) => css.Contains("background", StringComparison.Ordinal) || css.Contains("color:", StringComparison.Ordinal);

    private static void Rules(ReadOnlySpan<char> css, StringBuilder safe, bool inMedia)
    {
        while (css.Length > 0)
        {
            var open = css.IndexOf('{');
            if (open < 0)
                return;
            if (css[..open].IndexOf(';') is >= 0 and var semicolon)
            {
                // An at-rule without a block, such as @import or @charset.
                css = css[(semicolon + 1)..];
                continue;
            }
            var head = css[..open].Trim();
            var close = EndOfBlock(css, open);
            var body = css[(open + 1)..close];
            if (head is ['@', ..])
            {
                if (!inMedia && head.StartsWith("@media", StringComparison.OrdinalIgnoreCase) && IsSafeMedia(head[6..]))
                {
                    var inner = new StringBuilder();
                    Rules(body, inner, inMedia: true);
                    if (inner.Length > 0)
                        safe.Append("@media ").Append(head[6..].Trim()).Append('{').Append(inner).Append('}');
                }
            }
            else if (SafeSelectors.Of(head) is { Length: > 0 } selectors && Declarations(body) is { Length: > 0 } declarations)
                safe.Append(selectors).Append('{').Append(declarations).Append('}');
            css = close < css.Length ? css[(close + 1)..] : default;
        }
    }

    private static int EndOfBlock(ReadOnlySpan<char> css, int open)
    {
        var depth = 0;
        for (var i = open; i < css.Length; i++)
        {
            if (css[i] == '{')
                depth++;
            else if (css[i] == '}' && --depth == 0)
                return i;
        }
        return css.Length;
    }

    /// <summary>Widths and the like. Colour scheme rules are left out: the page a message is shown on is always light.</summary>
    private static bool IsSafeMedia(ReadOnlySpan<char> condition)
    {
        if (condition.Length > 200 || condition.Contains("prefers", StringComparison.OrdinalIgnoreCase))
            return false;
        foreach (var c in condition)
        {
            if (!(char.IsAsciiLetterOrDigit(c) || " :().,-\t\r\n".Contains(c)))
                return false;
        }
        return true;
    }

    private static void Declaration(ReadOnlySpan<char> declaration, StringBuilder safe)
    {
        var colon = declaration.IndexOf(':');
        if (colon < 1)
            return;
        var name = declaration[..colon].Trim();
        var value = declaration[(colon + 1)..].Trim();
        if (value.Length is 0 or > MaxValueLength || !SafeHtmlPolicy.Css.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name) || !IsSafeValue(value))
            return;
        foreach (var c in name)
            safe.Append(char.ToLowerInvariant(c));
        safe.Append(':').Append(value).Append(';');
    }

    private static bool IsSafeValue(ReadOnlySpan<char> value)
    {
        var quote = '\0';
        var depth = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c is < ' ' and not ('\t' or '\n' or '\r') or '<' or '>' or '\\' or '@' or '{' or '}' or '`' or ';' or '&')
                return false;
            if (quote != '\0')
            {
                if (c == quote)
                    quote = '\0';
                else if (c is '(' or ')' or ':')
                    return false;
            }
            else if (c is '"' or '\'')
                quote = c;
            else if (c == ':')
                return false;
            else if (c == '(')
            {
                var start = i;
                while (start > 0 && (char.IsAsciiLetterOrDigit(value[start - 1]) || value[start - 1] is '-' or '_'))
                    start--;
                // A bare bracket groups inside calc; a name must be a known function.
                if (start == i ? depth == 0 : !SafeHtmlPolicy.CssFunctions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value[start..i]))
                    return false;
                depth++;
            }
            else if (c == ')' && --depth < 0)
                return false;
        }
        return quote == '\0' && depth == 0;
    }

    private static int EndOfDeclaration(ReadOnlySpan<char> css)
    {
        var quote = '\0';
        var depth = 0;
        for (var i = 0; i < css.Length; i++)
        {
            var c = css[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c == '(')
                depth++;
            else if (c == ')' && depth > 0)
                depth--;
            else if (c == ';' && depth == 0)
                return i;
        }
        return css.Length;
    }

    private static ReadOnlySpan<char> WithoutComments(ReadOnlySpan<char> css)
    {
        var clean = new StringBuilder(css.Length);
        while (css.IndexOf("/*") is >= 0 and var start)
        {
            clean.Append(css[..start]).Append(' ');
            var end = css[(start + 2)..].IndexOf("*/");
            css = end < 0 ? default : css[(start + 4 + end)..];
        }
        return clean.Append(css).ToString();
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace SimpleCrm.Mail;

/// <summary>Makes foreign text harmless to show on one line or many.</summary>
public static class DisplayText
{
    // What a body never holds as it is: controls but LF and tab, line ends of other systems, overrides; and surrogates, which must come in pairs.
    private static readonly SearchValues<char> Unclean = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u2028' or '\u2029' || IsOverride(c) || char.IsSurrogate(c))]);

    /// <summary>One line: controls, line ends and runs of white space become one space; directional overrides, invisible marks and lone surrogates go.</summary>
    public static string Clean(string? text, int maxLength = 2_000)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text.Length <= maxLength && IsPlain(text))
            return text.Trim();
        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        var space = false;
        for (var i = 0; i < text.Length && clean.Length < maxLength; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                space = clean.Length > 0;
                continue;
            }
            if (IsHidden(c))
                continue;
            if (space)
            {
                clean.Append(' ');
                space = false;
            }
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                clean.Append(c).Append(text[++i]);
            else
                clean.Append(char.IsSurrogate(c) ? '\uFFFD' : c);
        }
        return clean.ToString();
    }

    /// <summary>Many lines: LF line ends; NUL and other controls, directional overrides and lone surrogates go, tabs stay.</summary>
    public static string CleanBody(string text)
    {
        var rest = text.AsSpan();
        var next = rest.IndexOfAny(Unclean);
        if (next < 0)
            return text;
        var clean = new StringBuilder(text.Length);
        for (; next >= 0; next = rest.IndexOfAny(Unclean))
        {
            clean.Append(rest[..next]);
            var length = 1;
            switch (rest[next])
            {
                case '\r':
                    clean.Append('\n');
                    length = next + 1 < rest.Length && rest[next + 1] == '\n' ? 2 : 1;
                    break;
                case '\f' or '\v' or '\u2028' or '\u2029' or '\u0085':
                    clean.Append('\n');
                    break;
                case var c when char.IsHighSurrogate(c) && next + 1 < rest.Length && char.IsLowSurrogate(rest[next + 1]):
                    clean.Append(rest.Slice(next, length = 2));
                    break;
                case var c when char.IsSurrogate(c):
                    clean.Append('\uFFFD');
                    break;
            }
            rest = rest[(next + length)..];
        }
        return clean.Append(rest).ToString();
    }

    /// <summary>Cuts at a length without splitting a character.</summary>
    public static string Truncate(string text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        var end = maxLength;
        if (end > 0 && char.IsHighSurrogate(text[end - 1]))
            end--;
        return text[..end];
    }

    /// <summary>Embeddings, overrides and isolates of UAX #9: they make text read otherwise than it is stored.</summary>
    internal static bool IsOverride(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>Characters without a shape, which hide words from search and from the eye.</summary>
    internal static bool IsZeroWidth(char c) =>
        c is '\u200B' or '\u200C' or '\u200D' or '\u200E' or '\u200F' or '\u2060' or '\u180E' or '\uFEFF' or '\u00AD' or '\u034F';

    // U+200C and U+200D join letters and emoji: they are part of the name, not a disguise.
    private static bool IsHidden(char c) =>
        IsOverride(c) || c is '\u200B' or '\u200E' or '\u200F' or '\u2060' or '\u180E' or '\uFEFF' || (c >= '\uFFF0' && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format);

    private static bool IsPlain(string text)
    {
        var previous = ' ';
        foreach (var c in text)
        {
            if (c is < ' ' or > '~' || (c == ' ' && previous == ' '))
                return false;
            previous = c;
        }
        return true;
    }
}

using System.Globalization;

namespace SimpleCrm.Mail;

/// <summary>The strict side of RFC 5321 §4.1.2 and RFC 6531: what a person may type as a recipient.</summary>
internal static class AddressSyntax
{
    internal static bool IsValid(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 320)
            return false;
        var at = text.LastIndexOf('@');
        return at > 0 && at < text.Length - 1 && IsLocalPart(text.AsSpan(0, at)) && IsDomain(text.AsSpan(at + 1));
    }

    /// <summary>"name &lt;address&gt;" or an address alone, with comments between (RFC 5322 §3.4).</summary>
    internal static bool IsMailbox(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 1_000 || WithoutComments(text) is not { } plain)
            return false;
        plain = plain.Trim();
        if (!plain.EndsWith('>'))
            return IsValid(plain);
        var open = plain.LastIndexOf('<');
        return open >= 0 && IsPhrase(plain.AsSpan(0, open)) && IsValid(plain[(open + 1)..^1].Trim());
    }

    private static bool IsPhrase(ReadOnlySpan<char> phrase)
    {
        var quoted = false;
        for (var i = 0; i < phrase.Length; i++)
        {
            var c = phrase[i];
            if (quoted && c == '\\')
                i++;
            else if (c == '"')
                quoted = !quoted;
            else if (char.IsControl(c) || (!quoted && c is '<' or '>' or '@' or ',' or ';' or ':' or '[' or ']' or '\\'))
                return false;
        }
        return !quoted;
    }

    private static string? WithoutComments(string text)
    {
        var plain = new System.Text.StringBuilder(text.Length);
        var depth = 0;
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && (quoted || depth > 0) && i + 1 < text.Length)
            {
                if (depth == 0)
                    plain.Append(c).Append(text[i + 1]);
                i++;
                continue;
            }
            if (c == '"' && depth == 0)
                quoted = !quoted;
            if (!quoted && c == '(')
                depth++;
            else if (!quoted && c == ')')
            {
                if (--depth < 0)
                    return null;
                // A comment separates: inside an address it breaks it.
                plain.Append(' ');
            }
            else if (depth == 0)
                plain.Append(c);
        }
        return depth == 0 && !quoted ? plain.ToString() : null;
    }

    private static bool IsLocalPart(ReadOnlySpan<char> local)
    {
        if (local.Length > 64)
            return false;
        if (local[0] == '"')
            return IsQuoted(local);
        if (local[0] == '.' || local[^1] == '.' || local.IndexOf("..") >= 0)
            return false;
        foreach (var c in local)
        {
            if (!(char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".Contains(c) || IsInternational(c)))
                return false;
        }
        return true;
    }

    private static bool IsQuoted(ReadOnlySpan<char> local)
    {
        if (local.Length < 3 || local[^1] != '"')
            return false;
        for (var i = 1; i < local.Length - 1; i++)
        {
            if (local[i] == '\\')
            {
                if (++i >= local.Length - 1)
                    return false;
            }
            else if (local[i] == '"')
                return false;
            if (!(local[i] is >= ' ' and <= '~' || IsInternational(local[i])))
                return false;
        }
        return true;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        if (domain[0] == '[')
            return domain[^1] == ']' && domain.Length > 3
                && System.Net.IPAddress.TryParse(domain[1..^1].StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? domain[6..^1] : domain[1..^1], out _);
        if (domain.Length > 253)
            return false;
        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
                return false;
            if (label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase) && !IsPunycode(label))
                return false;
            foreach (var c in label)
            {
                if (!(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || IsInternational(c)))
                    return false;
            }
        }
        return true;
    }

    private static bool IsPunycode(ReadOnlySpan<char> label)
    {
        try
        {
            return new IdnMapping().GetUnicode(label.ToString()).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsInternational(char c) =>
        c > '\u00A0' && !DisplayText.IsOverride(c) && !DisplayText.IsZeroWidth(c)
        && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);
}

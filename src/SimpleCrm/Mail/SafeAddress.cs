using System.Text;

namespace SimpleCrm.Mail;

/// <summary>Addresses in foreign HTML, read as a browser reads them: white space and controls inside a scheme do not hide it.</summary>
internal static class SafeAddress
{
    private const int MaxLength = 8_000;

    /// <summary>http, https, mailto, tel, or a place in the same message; null for everything else, relative addresses included.</summary>
    internal static string? OfLink(string value)
    {
        var text = Compact(value);
        if (text.Length is 0 or > MaxLength)
            return null;
        if (text[0] == '#')
            return text.Length > 1 && text.AsSpan(1).IndexOfAnyExceptInRange('!', '~') < 0 ? "#" + SafeSelectors.Prefixed(text.AsSpan(1)) : null;
        if (text.StartsWith("//", StringComparison.Ordinal))
            text = "https:" + text;
        else if (text.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            text = "http://" + text;
        var colon = text.IndexOf(':');
        if (colon < 1 || !SafeHtmlPolicy.Schemes.Contains(text[..colon]))
            return null;
        if (!text.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            return text;
        return Uri.TryCreate(text.Replace('\\', '/'), UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? text.Replace('\\', '/') : null;
    }

    /// <summary>The absolute http or https address of a remote image.</summary>
    internal static string? OfRemote(string value) =>
        OfLink(value) is { } text && text.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? text : null;

    /// <summary>The Content-ID a cid: address names (RFC 2392).</summary>
    internal static string? ContentId(string value)
    {
        var text = Compact(value);
        if (!text.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) || text.Length is < 5 or > 1_000)
            return null;
        return MessageIds.Normalise(text.Contains('%') ? Uri.UnescapeDataString(text[4..]) : text[4..]);
    }

    /// <summary>Browsers ignore controls and white space at the ends and tabs and line ends inside; no other control has a place here.</summary>
    private static string Compact(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value.AsSpan().Trim())
        {
            if (c > ' ' && !char.IsControl(c) && !DisplayText.IsOverride(c) && !DisplayText.IsZeroWidth(c) && !char.IsWhiteSpace(c))
                text.Append(c);
            else if (c == ' ')
                text.Append("%20");
        }
        return text.ToString();
    }
}

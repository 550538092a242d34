using System.Text;

namespace SimpleCrm.Mail;

/// <summary>The charset an HTML document names itself, for parts whose header names none (WHATWG HTML §13.2.3.2, simplified).</summary>
internal static class HtmlCharset
{
    internal static string? Find(ReadOnlySpan<byte> html)
    {
        var head = Encoding.Latin1.GetString(html[..Math.Min(html.Length, 2_048)]);
        var meta = head.IndexOf("<meta", StringComparison.OrdinalIgnoreCase);
        if (meta < 0)
            return null;
        var at = head.IndexOf("charset", meta, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var value = head.AsSpan(at + 7).TrimStart();
        if (value is not ['=', ..])
            return null;
        value = value[1..].TrimStart(" \"'");
        var end = value.IndexOfAny("\"' ;/>");
        var name = (end < 0 ? value : value[..end]).ToString();
        // A document that could be read this far is not UTF-16, whatever it says.
        return name.Length is 0 or > 40 || name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) ? null : name;
    }
}

using System.Text;
using MimeKit.Text;

namespace SimpleCrm.Mail;

/// <summary>Writes the attributes that may stay and counts the images that may not load.</summary>
internal sealed class AttributeRewriter(SafeHtmlOptions options)
{
    internal int Blocked { get; private set; }
    internal int Pixels { get; private set; }
    internal bool HasColours { get; private set; }

    /// <summary>False when the element is to be left out.</summary>
    internal bool Write(HtmlTagToken tag, string name, StringBuilder html)
    {
        string? classes = null;
        if (name == "img" && !Image(tag, html, ref classes))
            return false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attribute in tag.Attributes)
        {
            var key = attribute.Name.ToLowerInvariant();
            if (!seen.Add(key) || seen.Count > 60)
                continue;
            var value = attribute.Value ?? "";
            switch (key)
            {
                case "class":
                    classes = string.Join(' ', new[] { classes, Classes(value) }.Where(c => !string.IsNullOrEmpty(c)));
                    break;
                case "id" or "name" when name == "a" || key == "id":
                    if (Identifier(value) is { } id && seen.Add("id=" + id) && (key == "id" || tag.Attributes.All(a => a.Name is not "id")))
                        Append(html, "id", id);
                    break;
                case "style":
                    var style = SafeCss.Declarations(value);
                    HasColours |= SafeCss.SetsColours(style);
                    if (style.Length > 0)
                        Append(html, key, style);
                    break;
                case "href" when name == "a":
                    Link(value, html);
                    break;
                case "type" when name is not ("ol" or "ul" or "li" or "blockquote"):
                case "value" when name != "li":
                case "open" when name != "details":
                case "href" or "src" or "target" or "rel" or "name" or "id":
                    break;
                default:
                    if (SafeHtmlPolicy.Attributes.Contains(key) && value.Length <= 1_000)
                    {
                        HasColours |= key is "bgcolor" or "color";
                        Append(html, key, value);
                    }
                    break;
            }
        }
        if (!string.IsNullOrEmpty(classes))
            Append(html, "class", classes);
        return true;
    }

    /// <summary>What the sender set on body belongs on the element that stands for it.</summary>
    internal string OfBody(HtmlTagToken tag)
    {
        var style = new StringBuilder();
        var html = new StringBuilder();
        foreach (var attribute in tag.Attributes)
        {
            var value = attribute.Value ?? "";
            switch (attribute.Name.ToLowerInvariant())
            {
                case "bgcolor":
                    style.Append(SafeCss.Declarations("background-color:" + value));
                    break;
                case "text":
                    style.Append(SafeCss.Declarations("color:" + value));
                    break;
                case "style":
                    style.Append(SafeCss.Declarations(value));
                    break;
                case "dir" or "lang" when value.Length < 20:
                    Append(html, attribute.Name.ToLowerInvariant(), value);
                    break;
            }
        }
        HasColours |= SafeCss.SetsColours(style.ToString());
        if (style.Length > 0)
            Append(html, "style", style.ToString());
        return html.ToString();
    }

    private static void Link(string value, StringBuilder html)
    {
        if (SafeAddress.OfLink(value) is not { } href)
            return;
        Append(html, "href", href);
        if (href is ['#', ..])
            return;
        Append(html, "target", "_blank");
        Append(html, "rel", "noopener noreferrer nofollow");
    }

    private bool Image(HtmlTagToken tag, StringBuilder html, ref string? classes)
    {
        var source = tag.Attributes.FirstOrDefault(a => a.Name.Equals("src", StringComparison.OrdinalIgnoreCase))?.Value;
        if (source is null)
            return true;
        if (SafeAddress.ContentId(source) is { } id)
        {
            if (options.InlineImage?.Invoke(id) is { } inline)
                Append(html, "src", inline);
            return true;
        }
        if (SafeAddress.OfRemote(source) is not { } remote)
            return true;
        if (IsPixel(tag))
        {
            Pixels++;
            return false;
        }
        if (options.AllowRemoteImages)
        {
            if ((options.RemoteImage is null ? remote : options.RemoteImage(remote)) is { } shown)
                Append(html, "src", shown);
            return true;
        }
        Blocked++;
        classes = SafeHtmlPolicy.BlockedClass;
        return true;
    }

    /// <summary>Nothing a person could see: a side of at most one pixel, or hidden.</summary>
    private static bool IsPixel(HtmlTagToken tag)
    {
        foreach (var attribute in tag.Attributes)
        {
            var value = attribute.Value ?? "";
            if (attribute.Name.ToLowerInvariant() is "width" or "height" && value.Trim().TrimEnd('x', 'p', 'X', 'P') is "0" or "1")
                return true;
            if (attribute.Name.Equals("style", StringComparison.OrdinalIgnoreCase))
            {
                var style = value.Replace(" ", "").ToLowerInvariant() + ";";
                if (style.Contains("display:none") || style.Contains("visibility:hidden"))
                    return true;
                foreach (var side in (ReadOnlySpan<string>)["width:", "height:"])
                {
                    var at = style.IndexOf(side, StringComparison.Ordinal);
                    if (at >= 0 && (at == 0 || style[at - 1] == ';') && (style.AsSpan(at + side.Length).StartsWith("1px") || style.AsSpan(at + side.Length).StartsWith("0;") || style.AsSpan(at + side.Length).StartsWith("0px")))
                        return true;
                }
            }
        }
        return false;
    }

    private static string Classes(string value)
    {
        var classes = new StringBuilder();
        foreach (var word in value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(30))
        {
            if (Identifier(word) is { } name)
                classes.Append(classes.Length > 0 ? " " : "").Append(name);
        }
        return classes.ToString();
    }

    private static string? Identifier(string value)
    {
        value = value.Trim();
        if (value is SafeHtmlPolicy.BlockedClass or SafeHtmlPolicy.RootClass)
            return value;
        return value.Length is 0 or > 100 || value.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':')) ? null : SafeSelectors.Prefixed(value);
    }

    private static void Append(StringBuilder html, string name, string value)
    {
        html.Append(' ').Append(name).Append("=\"");
        HtmlEncoding.Append(html, value);
        html.Append('"');
    }
}

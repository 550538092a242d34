namespace SimpleCrm.Mail;

/// <summary>The reviewed allow-list. What is not named here does not reach a browser.</summary>
internal static class SafeHtmlPolicy
{
    /// <summary>Put before every class and id of the sender, so that neither meets ours nor names a property of the document.</summary>
    internal const string Prefix = "m-";
    internal const string RootClass = "sc-mail";
    internal const string QuoteClass = "sc-quote";
    internal const string BlockedClass = "sc-blocked";

    internal static readonly HashSet<string> Tags = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "acronym", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup",
        "dd", "del", "details", "dfn", "dir", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "i", "img", "ins", "kbd", "li", "main", "mark", "menu", "nav", "nobr", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong",
        "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
    };

    /// <summary>Elements whose content is no text to read: it goes with them.</summary>
    internal static readonly HashSet<string> DroppedWithContent = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "title", "noscript", "noembed", "noframes", "iframe", "frameset", "object", "applet", "svg", "math", "template", "xmp", "audio", "video",
        "canvas", "select", "datalist", "textarea", "xml", "listing", "portal", "fencedframe", "selectedcontent",
    };

    internal static readonly HashSet<string> Attributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "abbr", "align", "alt", "bgcolor", "border", "bordercolor", "cellpadding", "cellspacing", "class", "clear", "color", "cols", "colspan", "compact", "datetime", "dir",
        "face", "frame", "headers", "height", "href", "hspace", "id", "lang", "noshade", "nowrap", "open", "rel", "reversed", "role", "rowspan", "rules", "scope", "size",
        "span", "src", "start", "style", "summary", "target", "title", "type", "valign", "value", "vspace", "width",
    };

    internal static readonly HashSet<string> Schemes = new(["http", "https", "mailto", "tel"], StringComparer.OrdinalIgnoreCase);

    internal static readonly HashSet<string> Css = new(StringComparer.OrdinalIgnoreCase)
    {
        "background", "background-color", "border", "border-bottom", "border-bottom-color", "border-bottom-left-radius", "border-bottom-right-radius", "border-bottom-style",
        "border-bottom-width", "border-collapse", "border-color", "border-left", "border-left-color", "border-left-style", "border-left-width", "border-radius", "border-right",
        "border-right-color", "border-right-style", "border-right-width", "border-spacing", "border-style", "border-top", "border-top-color", "border-top-left-radius",
        "border-top-right-radius", "border-top-style", "border-top-width", "border-width", "box-sizing", "caption-side", "clear", "color", "direction", "display", "empty-cells",
        "float", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight", "height", "letter-spacing", "line-height", "list-style", "list-style-position",
        "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "max-height", "max-width", "min-height", "min-width", "overflow",
        "overflow-wrap", "padding", "padding-bottom", "padding-left", "padding-right", "padding-top", "table-layout", "text-align", "text-decoration", "text-decoration-color",
        "text-decoration-line", "text-decoration-style", "text-indent", "text-overflow", "text-transform", "vertical-align", "visibility", "white-space", "width", "word-break",
        "word-spacing", "word-wrap",
    };

    internal static readonly HashSet<string> CssFunctions = new(["rgb", "rgba", "hsl", "hsla", "calc", "min", "max", "clamp"], StringComparer.OrdinalIgnoreCase);
}

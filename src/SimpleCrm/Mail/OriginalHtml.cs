namespace SimpleCrm.Mail;

/// <summary>The original's HTML cut out of its document, so that it can stand inside another one.</summary>
internal static class OriginalHtml
{
    internal static string Inner(ReplyQuoteSource source)
    {
        if (source.BodyHtml is not { } html)
            return TextToHtml.Convert(source.BodyText ?? "");
        var inner = Styles(html) + Body(html);
        return IsClosed(inner) ? inner : BalancedHtml.Of(inner);
    }

    private static string Body(string html)
    {
        var open = html.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
        var start = open < 0 ? -1 : html.IndexOf('>', open);
        if (start < 0)
            return WithoutRoot(html);
        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return end > start ? html[(start + 1)..end] : WithoutRoot(html[(start + 1)..]);
    }

    private static string WithoutRoot(string html)
    {
        if (html.IndexOf("<html", StringComparison.OrdinalIgnoreCase) is >= 0 and var root && html.IndexOf('>', root) is > 0 and var start)
            html = html[(start + 1)..];
        return html.LastIndexOf("</html", StringComparison.OrdinalIgnoreCase) is >= 0 and var end ? html[..end] : html;
    }

    /// <summary>Style sheets of the head: without them modern mail falls apart.</summary>
    private static string Styles(string html)
    {
        var body = html.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
        if (body < 0)
            return "";
        var styles = "";
        var at = 0;
        while (html.IndexOf("<style", at, body - at, StringComparison.OrdinalIgnoreCase) is >= 0 and var open)
        {
            var close = html.IndexOf("</style>", open, StringComparison.OrdinalIgnoreCase);
            if (close < 0 || close > body)
                break;
            at = close + "</style>".Length;
            styles += html[open..at];
        }
        return styles;
    }

    /// <summary>No comment, tag or raw element is left open that would swallow what follows.</summary>
    private static bool IsClosed(string html) =>
        html.LastIndexOf("<!--", StringComparison.Ordinal) <= html.LastIndexOf("-->", StringComparison.Ordinal)
        && html.LastIndexOf('<') <= html.LastIndexOf('>')
        && Count(html, "<style") == Count(html, "</style") && Count(html, "<script") == Count(html, "</script")
        && Count(html, "<title") == Count(html, "</title") && Count(html, "<textarea") == Count(html, "</textarea")
        && !html.Contains("<plaintext", StringComparison.OrdinalIgnoreCase);

    private static int Count(string html, string tag)
    {
        var count = 0;
        for (var at = 0; (at = html.IndexOf(tag, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += tag.Length)
            count++;
        return count;
    }
}

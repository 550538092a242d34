using AngleSharp.Css.Dom;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ganss.Xss;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>
/// The person's own HTML as it may be sent: nothing that runs, no address but those an email may hold. What is not HTML comes out as text.
/// </summary>
internal static class ComposedHtml
{
    private static readonly HtmlSanitizer Sanitizer = Create();

    public static string Clean(string html)
    {
        using var document = Sanitizer.HtmlParserFactory().ParseDocument(html);
        // Style sheets of the head move to where the sanitiser looks.
        document.Body!.Prepend([.. document.Head!.QuerySelectorAll("style")]);
        Sanitizer.SanitizeDom(document, document.Body);
        foreach (var image in document.Images.Where(i => string.IsNullOrEmpty(i.GetAttribute("src"))).ToList())
            image.Remove();
        return SafeHtml.Serialise(document);
    }

    private static HtmlSanitizer Create()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>([.. SafeHtmlPolicy.Tags, "style"], StringComparer.OrdinalIgnoreCase),
            AllowedAtRules = new HashSet<CssRuleType>([CssRuleType.Style, CssRuleType.Media]),
            AllowedAttributes = SafeHtmlPolicy.Attributes,
            AllowedSchemes = new HashSet<string>([.. SafeHtmlPolicy.Schemes, "data", "cid"], StringComparer.OrdinalIgnoreCase),
            AllowedCssProperties = SafeHtmlPolicy.Css,
            UriAttributes = new HashSet<string>(["href", "src", "background", "cite", "action", "longdesc", "poster"], StringComparer.OrdinalIgnoreCase),
        });
        // A data address is a picture and nothing else.
        sanitizer.FilterUrl += (_, filter) =>
        {
            var isPicture = filter.Tag is IHtmlImageElement;
            if (filter.SanitizedUrl is { } url && (url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("cid:", StringComparison.OrdinalIgnoreCase)
                || url.StartsWith('/')) && !(isPicture && (!url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase))))
                filter.SanitizedUrl = null;
        };
        return sanitizer;
    }
}

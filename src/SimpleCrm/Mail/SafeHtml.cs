using AngleSharp;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace SimpleCrm.Mail;

/// <summary>
/// Makes foreign HTML safe to show inside <see cref="EmailFrame"/>. Three passes: <see cref="HtmlRewriter"/> on tokens, folding on the
/// tree, and HtmlSanitizer as the last word on the tree. The result is what a browser reads back unchanged; what is not becomes plain text.
/// </summary>
public static class SafeHtml
{
    private static readonly HtmlSanitizer Sanitizer = CreateSanitizer();
    private static readonly HtmlParser Parser = new();

    /// <summary>An HTML body as a safe fragment. Never throws for what the HTML holds; time grows with its length, which <see cref="SafeHtmlOptions.MaxLength"/> bounds.</summary>
    public static SafeHtmlResult Sanitise(string html, SafeHtmlOptions options)
    {
        var rewritten = HtmlRewriter.Rewrite(html, options);
        var document = Sanitizer.HtmlParserFactory().ParseDocument(rewritten.Html);
        var folded = options.FoldQuotes && QuotedHtml.Fold(document, options.QuoteLabel);
        Sanitizer.SanitizeDom(document, document.Body);
        var safe = Stable(document);
        if (rewritten.Css.Length > 0)
            safe = $"<style>{rewritten.Css}</style>{safe}";
        return new SafeHtmlResult(safe, rewritten.Blocked, rewritten.Pixels, rewritten.HasColours, folded, rewritten.Truncated);
    }

    /// <summary>A plain text body as safe HTML, with its quotes folded.</summary>
    public static SafeHtmlResult FromText(string text, SafeHtmlOptions options) => Sanitise(QuotedHtml.FromText(text, options), options with { FoldQuotes = false });

    internal static string Serialise(IHtmlDocument document) => document.Body!.ChildNodes.ToHtml(HtmlSanitizer.DefaultOutputFormatter);

    /// <summary>Text that reads back as another tree is how markup is smuggled past a sanitiser; such mail is shown as text.</summary>
    private static string Stable(IHtmlDocument document)
    {
        var html = Serialise(document);
        for (var round = 0; round < 3; round++)
        {
            var again = Serialise(Parser.ParseDocument(html));
            if (again == html)
                return html;
            var reparsed = Sanitizer.HtmlParserFactory().ParseDocument(again);
            Sanitizer.SanitizeDom(reparsed, reparsed.Body);
            html = Serialise(reparsed);
        }
        return $"<div class=\"{SafeHtmlPolicy.RootClass}\">{TextToHtml.Convert(HtmlToText.Convert(html))}</div>";
    }

    private static HtmlSanitizer CreateSanitizer() => new(new HtmlSanitizerOptions
    {
        AllowedTags = SafeHtmlPolicy.Tags,
        AllowedAttributes = SafeHtmlPolicy.Attributes,
        AllowedSchemes = SafeHtmlPolicy.Schemes,
        AllowedCssProperties = SafeHtmlPolicy.Css,
        UriAttributes = new HashSet<string>(["href", "src", "background", "cite", "action", "longdesc", "poster"], StringComparer.OrdinalIgnoreCase),
    });
}

using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SimpleCrm.Mail;

/// <summary>Finds earlier mail in an HTML body and wraps it in a details element, which folds without script. Nothing is removed.</summary>
public static class QuotedHtml
{
    private const int MaxHeaderText = 800;
    private const int MaxCandidates = 200;
    private const int MaxFolds = 100;

    /// <summary>The person's own words of an HTML body as text; all of it when there is nothing but quotes.</summary>
    public static string OwnWords(string html)
    {
        var rewritten = HtmlRewriter.Rewrite(html, SafeHtmlOptions.Default);
        var document = new HtmlParser().ParseDocument(rewritten.Html);
        Fold(document, "");
        foreach (var fold in document.QuerySelectorAll("details." + SafeHtmlPolicy.QuoteClass))
            fold.Remove();
        return QuotedText.OwnWords(HtmlToText.Convert(SafeHtml.Serialise(document)));
    }

    /// <summary>Plain text as HTML with the quoted stretches in a fold.</summary>
    internal static string FromText(string text, SafeHtmlOptions options)
    {
        var html = new StringBuilder(text.Length * 2);
        foreach (var segment in QuotedText.Split(text))
        {
            var part = TextToHtml.Convert(text.Substring(segment.Start, segment.Length));
            if (segment.Kind == QuotedKind.Quote && options.FoldQuotes)
                html.Append($"<details class=\"{SafeHtmlPolicy.QuoteClass}\"><summary>").Append(System.Net.WebUtility.HtmlEncode(options.QuoteLabel)).Append("</summary>").Append(part).Append("</details>");
            else if (segment.Kind == QuotedKind.Signature)
                html.Append("<div class=\"sc-signature\">").Append(part).Append("</div>");
            else
                html.Append(part);
        }
        return html.ToString();
    }

    internal static bool Fold(IHtmlDocument document, string label)
    {
        if (document.Body is not { } body)
            return false;
        var folds = new List<IElement>();
        foreach (var node in Starts(body).Take(MaxFolds).ToList())
        {
            if (node.Ancestors().Any(a => folds.Contains(a)))
                continue;
            if (IsContainer(node))
            {
                if (!IsAnsweredInside(node))
                    folds.Add(Wrap(document, WithAttribution(node), node, label));
            }
            else
                FoldToEnd(document, node, body, label, folds);
        }
        if (folds.Count == 0)
            return false;
        if (HasOwnWords(body))
            return true;
        foreach (var fold in folds)
            Unwrap(fold);
        return false;
    }

    private static IEnumerable<IElement> Starts(IElement body)
    {
        // Looking around every element of a hostile page would cost the square of its size.
        var looked = 0;
        foreach (var element in body.QuerySelectorAll("*"))
        {
            if (element.LocalName is "blockquote" or "hr" && ++looked > MaxCandidates)
                continue;
            if (IsContainer(element) || (looked <= MaxCandidates && IsHistoryStart(element, ref looked)))
                yield return element;
        }
    }

    private static bool IsContainer(IElement element)
    {
        if (element.LocalName == "blockquote")
            return element.GetAttribute("type") == "cite" || Marked(element) || Attribution(element) is not null;
        return element.LocalName is "div" or "section" or "span" or "table" && Marked(element);
    }

    private static bool Marked(IElement element) =>
        element.ClassList.Any(c => QuoteMarks.IsQuoteContainer(Unprefixed(c))) || (element.Id is { Length: > 0 } id && QuoteMarks.IsQuoteContainer(Unprefixed(id)));

    private static string Unprefixed(string name) => name.StartsWith(SafeHtmlPolicy.Prefix, StringComparison.Ordinal) ? name[SafeHtmlPolicy.Prefix.Length..] : name;

    /// <summary>A divider line or a From/Sent/To/Subject block, in the smallest block that holds it.</summary>
    private static bool IsHistoryStart(IElement element, ref int looked)
    {
        if (element.LocalName is not ("div" or "p" or "td" or "span" or "font" or "b" or "pre" or "center" or "hr"))
            return false;
        var text = element.LocalName == "hr" ? "" : Start(element);
        if (element.LocalName == "hr")
            return IsHeaderText(TextFrom(element));
        if (text.Length < 4)
            return false;
        var line = text.AsSpan(0, text.IndexOf('\n') is >= 0 and var end ? end : text.Length);
        if (QuoteLanguage.IsDivider(line))
            return true;
        if (element.LocalName is not ("div" or "p") || QuoteLanguage.HeaderKind(line) is not (0 or 1))
            return false;
        looked++;
        return IsHeaderText(TextFrom(element))
            && !element.Children.Any(c => c.LocalName is "div" or "p" && Start(c) == text);
    }

    private static bool IsHeaderText(string text)
    {
        var seen = 0;
        foreach (var line in text.Split('\n', 12).Take(11))
        {
            if (QuoteLanguage.HeaderKind(line) is >= 0 and var kind)
                seen |= 1 << kind;
        }
        return (seen & 1) != 0 && System.Numerics.BitOperations.PopCount((uint)seen) >= 3;
    }

    private static string Start(IElement element) => DomText.Lines(element, MaxHeaderText).TrimStart();

    private static string TextFrom(IElement element)
    {
        var text = new StringBuilder();
        for (INode? node = element; node is not null && text.Length < MaxHeaderText; node = node.NextSibling)
            text.Append(DomText.Lines(node, MaxHeaderText)).Append('\n');
        return text.ToString().TrimStart();
    }

    /// <summary>Blockquotes with words between or after them are answers point by point and stay open.</summary>
    private static bool IsAnsweredInside(IElement container)
    {
        if (container.LocalName == "blockquote")
            return false;
        var quotes = container.QuerySelectorAll("blockquote").Where(q => !q.Ancestors<IElement>().Any(a => a.LocalName == "blockquote" && container.Contains(a) && a != container)).ToList();
        return quotes.Count > 0 && container.Descendants<IText>().Any(t => IsOwnText(t, quotes));
    }

    private static bool IsOwnText(IText text, List<IElement> quotes) =>
        !string.IsNullOrWhiteSpace(text.Data) && text.Data.Trim().Length > 1 && !quotes.Any(q => q.Contains(text))
        && quotes[0].CompareDocumentPosition(text).HasFlag(DocumentPositions.Following)
        && !QuoteLanguage.IsSentFrom(text.Data) && !text.Data.TrimStart().StartsWith("--", StringComparison.Ordinal);

    /// <summary>The node that introduces a quote ("On … wrote:"), right before it.</summary>
    private static INode? Attribution(INode quote)
    {
        for (var node = quote.PreviousSibling; node is not null; node = node.PreviousSibling)
        {
            var text = DomText.Lines(node, 20_000).Trim();
            if (text.Length == 0)
                continue;
            var last = text.LastIndexOf('\n') + 1;
            var whole = QuoteLanguage.IsAttribution(text.Replace('\n', ' '));
            if (whole && (last == 0 || QuoteLanguage.MayStartAttribution(text)))
                return node;
            // It may be the last line of the answer's own paragraph; then only the quote is folded.
            return QuoteLanguage.IsAttribution(text.AsSpan(last)) ? quote : null;
        }
        return null;
    }

    private static INode WithAttribution(IElement quote) => Attribution(quote) ?? quote;

    private static void FoldToEnd(IHtmlDocument document, IElement start, IElement body, string label, List<IElement> folds)
    {
        INode first = start;
        while (first.Parent is IElement parent && parent != body && !parent.ClassList.Contains(SafeHtmlPolicy.RootClass) && !HasTextBefore(first) && parent.LocalName is not ("td" or "th" or "tr" or "tbody" or "table"))
            first = parent;
        if (first.PreviousSibling is { } before && PreviousFilled(before) is IElement { LocalName: "hr" } rule)
            first = rule;
        folds.Add(Wrap(document, first, first.Parent!.LastChild!, label));
        // What follows in the blocks around it is earlier mail as well.
        for (var node = folds[^1].Parent; node is IElement outer && outer != body && !outer.ClassList.Contains(SafeHtmlPolicy.RootClass); node = node.Parent)
        {
            if (outer.LocalName is "td" or "th" or "tr" or "tbody")
                continue;
            if (outer.NextSibling is { } next && HasText(next))
                folds.Add(Wrap(document, next, outer.Parent!.LastChild!, label));
        }
    }

    private static INode? PreviousFilled(INode? node)
    {
        while (node is not null && node is not IElement { LocalName: "hr" } && string.IsNullOrWhiteSpace(node.TextContent))
            node = node.PreviousSibling;
        return node;
    }

    private static bool HasText(INode node)
    {
        for (INode? next = node; next is not null; next = next.NextSibling)
        {
            if (!string.IsNullOrWhiteSpace(next.TextContent))
                return true;
        }
        return false;
    }

    private static bool HasTextBefore(INode node)
    {
        for (var previous = node.PreviousSibling; previous is not null; previous = previous.PreviousSibling)
        {
            if (!string.IsNullOrWhiteSpace(previous.TextContent) || previous is IElement { LocalName: "img" })
                return true;
        }
        return false;
    }

    private static bool HasOwnWords(IElement body)
    {
        foreach (var text in body.Descendants<IText>())
        {
            if (!string.IsNullOrWhiteSpace(text.Data) && !text.Ancestors<IElement>().Any(a => a.ClassList.Contains(SafeHtmlPolicy.QuoteClass)))
                return true;
        }
        return body.QuerySelectorAll("img").Any(i => i.Closest("details." + SafeHtmlPolicy.QuoteClass) is null);
    }

    private static IElement Wrap(IHtmlDocument document, INode first, INode last, string label)
    {
        var fold = document.CreateElement("details");
        fold.ClassName = SafeHtmlPolicy.QuoteClass;
        var summary = document.CreateElement("summary");
        summary.TextContent = label;
        fold.AppendChild(summary);
        first.Parent!.InsertBefore(fold, first);
        for (INode? node = first, next; node is not null; node = node == last ? null : next)
        {
            next = node.NextSibling;
            fold.AppendChild(node);
        }
        return fold;
    }

    private static void Unwrap(IElement fold)
    {
        fold.FirstElementChild?.Remove();
        while (fold.FirstChild is { } child)
            fold.Parent!.InsertBefore(child, fold);
        fold.Remove();
    }
}

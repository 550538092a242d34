using System.Text;
using AngleSharp.Dom;

namespace SimpleCrm.Mail;

/// <summary>The first words of a node with its line structure.</summary>
internal static class DomText
{
    internal static string Lines(INode node, int max)
    {
        var text = new StringBuilder();
        Append(node, text, max);
        return text.ToString();
    }

    // Depth is bounded by HtmlRewriter.
    private static void Append(INode node, StringBuilder text, int max)
    {
        if (text.Length >= max)
            return;
        if (node is IText words)
        {
            var space = text.Length == 0 || text[^1] is ' ' or '\n';
            foreach (var c in words.Data)
            {
                var white = char.IsWhiteSpace(c);
                if (!white || !space)
                    text.Append(white ? ' ' : c);
                space = white;
                if (text.Length >= max)
                    return;
            }
            return;
        }
        var block = node is IElement { LocalName: "div" or "p" or "br" or "tr" or "li" or "table" or "blockquote" or "hr" or "h1" or "h2" or "h3" or "pre" };
        if (block)
            text.Append('\n');
        foreach (var child in node.ChildNodes)
            Append(child, text, max);
        if (block && node is IElement { LocalName: not "br" })
            text.Append('\n');
    }
}

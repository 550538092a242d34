using System.Text;
using MimeKit.Text;

namespace SimpleCrm.Mail;

/// <summary>
/// The first pass over foreign HTML, on tokens: only listed elements and attributes are written out again, in one plain spelling, so that
/// the tree builder meets nothing exotic. It also bounds what a tree builder can be made to do: depth, open formatting, number of tags.
/// </summary>
internal sealed class HtmlRewriter
{
    private const int MaxDepth = 200;
    private const int MaxFormatting = 64;
    private const int MaxTags = 30_000;

    private readonly StringBuilder _out;
    private readonly StringBuilder _css = new();
    private readonly AttributeRewriter _attributes;
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    // Open formatting elements, counted per table cell as the tree builder's markers do (WHATWG HTML §13.2.4.3).
    private readonly Stack<int> _formatting = new([0]);
    private int _formattingTotal;
    private int _depth;
    private int _tags;
    private string? _dropping;
    private int _droppingDepth;
    private string _body = "";

    private HtmlRewriter(int length, SafeHtmlOptions options)
    {
        _out = new StringBuilder(length);
        _attributes = new AttributeRewriter(options);
    }

    internal static RewrittenHtml Rewrite(string html, SafeHtmlOptions options)
    {
        var truncated = html.Length > options.MaxLength;
        if (truncated)
            html = DisplayText.Truncate(html, options.MaxLength);
        var rewriter = new HtmlRewriter(html.Length, options);
        truncated |= !rewriter.Run(html);
        var css = SafeCss.Sheet(rewriter._css.ToString());
        var attributes = rewriter._attributes;
        return new RewrittenHtml(
            $"<div class=\"{SafeHtmlPolicy.RootClass}\"{rewriter._body}>{rewriter._out}</div>", css,
            attributes.Blocked, attributes.Pixels, attributes.HasColours || SafeCss.SetsColours(css), truncated);
    }

    private bool Run(string html)
    {
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true, IgnoreTruncatedTags = true };
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
            {
                if (++_tags > MaxTags)
                    return false;
                Tag(tag, tag.Name.ToLowerInvariant());
            }
            else if (token is HtmlDataToken data)
                Data(data.Data, token.Kind);
        }
        return true;
    }

    private void Data(string text, HtmlTokenKind kind)
    {
        if (_dropping == "style")
            _css.Append(text).Append('\n');
        else if (_dropping is null && kind != HtmlTokenKind.ScriptData)
            HtmlEncoding.Append(_out, text);
    }

    private void Tag(HtmlTagToken tag, string name)
    {
        if (_dropping is not null)
        {
            if (name == _dropping)
                _droppingDepth += tag.IsEndTag ? -1 : tag.IsEmptyElement ? 0 : 1;
            if (_droppingDepth == 0)
                _dropping = null;
            return;
        }
        if (SafeHtmlPolicy.DroppedWithContent.Contains(name))
        {
            if (!tag.IsEndTag && (!tag.IsEmptyElement || name is "script" or "style" or "textarea" or "title"))
            {
                _dropping = name;
                _droppingDepth = 1;
            }
            return;
        }
        if (name == "body" && !tag.IsEndTag && _body.Length == 0)
            _body = _attributes.OfBody(tag);
        if (name == "image")
            name = "img";
        if (!SafeHtmlPolicy.Tags.Contains(name))
            return;
        if (tag.IsEndTag)
            End(name);
        else
            Start(tag, name);
    }

    private void Start(HtmlTagToken tag, string name)
    {
        var isVoid = name is "br" or "hr" or "img" or "wbr" or "col";
        if (name == "table")
            _formatting.Push(0);
        else if (name is "td" or "th" or "caption")
        {
            _formattingTotal -= _formatting.Pop();
            _formatting.Push(0);
        }
        if (IsFormatting(name))
        {
            if (_formattingTotal >= MaxFormatting)
                return;
            _formattingTotal++;
            _formatting.Push(_formatting.Pop() + 1);
        }
        else if (!isVoid && !ClosesItself(name))
        {
            if (_depth >= MaxDepth)
                return;
            _depth++;
            _open[name] = _open.GetValueOrDefault(name) + 1;
        }
        var mark = _out.Length;
        _out.Append('<').Append(name);
        if (!_attributes.Write(tag, name, _out))
        {
            // The element is not to be shown at all, such as a tracking pixel.
            _out.Length = mark;
            return;
        }
        _out.Append('>');
    }

    private void End(string name)
    {
        if (name is "br" or "hr" or "img" or "wbr" or "col")
            return;
        if (name == "table" && _formatting.Count > 1)
            _formattingTotal -= _formatting.Pop();
        if (IsFormatting(name))
        {
            if (_formatting.Peek() > 0)
            {
                _formatting.Push(_formatting.Pop() - 1);
                _formattingTotal--;
            }
        }
        else if (!ClosesItself(name))
        {
            if (_open.GetValueOrDefault(name) == 0)
                return;
            _open[name]--;
            _depth--;
        }
        _out.Append("</").Append(name).Append('>');
    }

    private static bool IsFormatting(string name) =>
        name is "a" or "b" or "big" or "code" or "em" or "font" or "i" or "nobr" or "s" or "small" or "strike" or "strong" or "tt" or "u";

    /// <summary>Elements whose end tag may be left out and which never nest in themselves.</summary>
    private static bool ClosesItself(string name) =>
        name is "p" or "li" or "dt" or "dd" or "tr" or "td" or "th" or "thead" or "tbody" or "tfoot" or "colgroup" or "caption";
}

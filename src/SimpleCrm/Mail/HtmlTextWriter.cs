using System.Text;
using MimeKit.Text;

namespace SimpleCrm.Mail;

/// <summary>Lays out the text of HTML tokens: blocks on lines of their own, list marks, cells apart, white space as a browser shows it.</summary>
internal sealed class HtmlTextWriter(HtmlToTextOptions options)
{
    private static readonly HashSet<HtmlTagId> Silent =
    [
        HtmlTagId.Script, HtmlTagId.Style, HtmlTagId.Title, HtmlTagId.Head, HtmlTagId.NoScript, HtmlTagId.Object, HtmlTagId.Applet, HtmlTagId.IFrame,
        HtmlTagId.TextArea, HtmlTagId.Select, HtmlTagId.Xml, HtmlTagId.NoFrames, HtmlTagId.NoEmbed,
    ];

    private static readonly HashSet<string> SilentNames = new(["svg", "math", "template", "o:p", "title"], StringComparer.OrdinalIgnoreCase);

    private readonly StringBuilder _out = new();
    private readonly Stack<(string Href, int Start)> _links = new();
    private string? _silent;
    private int _silentDepth;
    private int _newLines;
    private bool _space;
    private bool _lineHasText;
    private int _pre;
    private int _quote;

    internal bool IsFull => _out.Length >= options.MaxLength;

    internal void Open(HtmlTagToken tag)
    {
        if (_silent is not null)
        {
            if (!tag.IsEmptyElement && tag.Name.Equals(_silent, StringComparison.OrdinalIgnoreCase))
                _silentDepth++;
            return;
        }
        if (!tag.IsEmptyElement && !tag.Id.IsEmptyElement() && IsSilent(tag))
        {
            _silent = tag.Name;
            _silentDepth = 1;
            return;
        }
        switch (tag.Id)
        {
            case HtmlTagId.Br:
                // A break after text ends the line; one on an empty line is an empty line.
                _newLines = _lineHasText ? Math.Max(_newLines, 1) : Math.Min(_newLines + 1, 3);
                EndLine();
                break;
            case HtmlTagId.P or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6 or HtmlTagId.UL or HtmlTagId.OL or HtmlTagId.HR or HtmlTagId.Table:
                Break(tag.Id is HtmlTagId.P || _out.Length > 0 && tag.Id is not (HtmlTagId.UL or HtmlTagId.OL or HtmlTagId.Table) ? 2 : 1);
                if (tag.Id == HtmlTagId.HR)
                    Raw("---");
                break;
            case HtmlTagId.Pre:
                Break(1);
                _pre++;
                break;
            case HtmlTagId.BlockQuote:
                Break(2);
                _quote++;
                break;
            case HtmlTagId.LI:
                Break(1);
                Raw("- ");
                break;
            case HtmlTagId.TD or HtmlTagId.TH:
                _space |= _lineHasText;
                break;
            case HtmlTagId.A:
                if (options.KeepLinks && Attribute(tag, "href") is { } href)
                    _links.Push((href.Trim(), _out.Length));
                break;
            case HtmlTagId.Image:
                if (options.KeepLinks && Attribute(tag, "alt") is { Length: > 0 } alt)
                    Text(alt);
                break;
            default:
                if (IsBlock(tag.Id))
                    Break(1);
                break;
        }
    }

    internal void Close(HtmlTagToken tag)
    {
        if (_silent is not null)
        {
            if (tag.Name.Equals(_silent, StringComparison.OrdinalIgnoreCase) && --_silentDepth == 0)
                _silent = null;
            return;
        }
        switch (tag.Id)
        {
            case HtmlTagId.P or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6:
                Break(2);
                break;
            case HtmlTagId.UL or HtmlTagId.OL or HtmlTagId.Table:
                Break(1);
                break;
            case HtmlTagId.Pre:
                _pre = Math.Max(0, _pre - 1);
                Break(1);
                break;
            case HtmlTagId.BlockQuote:
                Break(1);
                _quote = Math.Max(0, _quote - 1);
                Break(2);
                break;
            case HtmlTagId.A when _links.TryPop(out var link):
                WriteLink(link.Href, link.Start);
                break;
            default:
                if (IsBlock(tag.Id))
                    Break(1);
                break;
        }
    }

    internal void Text(string data)
    {
        if (_silent is not null)
            return;
        foreach (var c in data)
        {
            if (IsFull)
                return;
            if (_pre > 0 && c is '\n' or '\r')
            {
                if (c == '\n')
                {
                    _newLines = Math.Min(_newLines + 1, 3);
                    EndLine();
                }
            }
            else if (c is ' ' or '\n' or '\t' or '\r' or '\f' || (c == '\u00A0' && _pre == 0))
            {
                if (_pre > 0 && c == ' ')
                    Put(' ');
                else
                    _space = true;
            }
            else if (c == '\u00AD' || DisplayText.IsOverride(c) || c is '\u200B' or '\u034F' or '\uFEFF')
                continue;
            else
                Put(char.IsControl(c) ? ' ' : c);
        }
    }

    public override string ToString() => _out.ToString();

    private void WriteLink(string href, int start)
    {
        if (!href.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            return;
        if (_out.Length - start > 1_000)
            return;
        var shown = start <= _out.Length ? _out.ToString(start, _out.Length - start).Trim() : "";
        var target = href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? href[7..] : href;
        if (shown.Length == 0 || href.Contains(shown, StringComparison.OrdinalIgnoreCase) || shown.Contains(target, StringComparison.OrdinalIgnoreCase))
            return;
        _space = true;
        Raw($"<{target}>");
    }

    private void Raw(string text)
    {
        foreach (var c in text)
            Put(c);
        if (text.EndsWith(' '))
            _lineHasText = false;
    }

    private void Put(char c)
    {
        if (_out.Length == 0)
        {
            _newLines = 0;
            StartLine();
        }
        else if (_newLines > 0)
        {
            for (; _newLines > 1; _newLines--)
            {
                _out.Append('\n');
                if (options.MarkQuotes && _quote > 0)
                    _out.Append('>', _quote);
            }
            _out.Append('\n');
            _newLines = 0;
            StartLine();
        }
        else if (_space && _lineHasText)
            _out.Append(' ');
        _space = false;
        _lineHasText = true;
        _out.Append(c);
    }

    private void StartLine()
    {
        _space = false;
        if (options.MarkQuotes && _quote > 0)
            _out.Append('>', _quote).Append(' ');
    }

    private void Break(int lines)
    {
        _newLines = Math.Max(_newLines, lines);
        EndLine();
    }

    private void EndLine()
    {
        _space = false;
        _lineHasText = false;
    }

    private bool IsSilent(HtmlTagToken tag)
    {
        if (Silent.Contains(tag.Id) || (tag.Id == HtmlTagId.Unknown && SilentNames.Contains(tag.Name) && !tag.Name.Equals("o:p", StringComparison.OrdinalIgnoreCase)))
            return true;
        if (options.SkipHidden && Attribute(tag, "style") is { } style && style.Replace(" ", "").Contains("display:none", StringComparison.OrdinalIgnoreCase))
            return true;
        if (!options.SkipQuotes)
            return false;
        return tag.Id == HtmlTagId.BlockQuote || (Attribute(tag, "class") ?? Attribute(tag, "id")) is { } mark && QuoteMarks.IsQuoteContainer(mark);
    }

    private static string? Attribute(HtmlTagToken tag, string name)
    {
        foreach (var attribute in tag.Attributes)
        {
            if (attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return attribute.Value;
        }
        return null;
    }

    private static bool IsBlock(HtmlTagId id) => id is
        HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.LI or HtmlTagId.DL or HtmlTagId.DT or HtmlTagId.DD or HtmlTagId.Section or HtmlTagId.Article
        or HtmlTagId.Header or HtmlTagId.Footer or HtmlTagId.Aside or HtmlTagId.Nav or HtmlTagId.Main or HtmlTagId.Address or HtmlTagId.Center
        or HtmlTagId.FieldSet or HtmlTagId.Form or HtmlTagId.Caption or HtmlTagId.Figure or HtmlTagId.Details or HtmlTagId.Summary or HtmlTagId.Body;
}

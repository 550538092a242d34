using System.Text;

namespace SimpleCrm.Mail;

/// <summary>
/// The one reading of address headers (RFC 5322 §3.4, lenient as real mail needs). A single pass without recursion: groups, comments and
/// quotes of any nesting cost linear time. RFC 2047 is undone in names only, so no encoded text can become an address.
/// </summary>
public sealed partial class AddressParser
{
    private const int MaxEmailLength = 320;
    private const int MaxEncodedWordLength = 2_000;

    private readonly string _text;
    private readonly int _max;
    private readonly List<EmailAddress> _found = [];
    private readonly List<(string Text, bool Quoted, bool Glued)> _words = [];
    private readonly StringBuilder _comment = new();
    private string? _angle;
    private string _pendingName = "";
    private int _at;
    private bool _noClosingQuote;
    private bool _glued;

    private AddressParser(string text, int max)
    {
        _text = text;
        _max = max;
    }

    /// <summary>Reads at most <paramref name="max"/> addresses; group names are dropped, their members kept. Entries without an address keep their name.</summary>
    public static IReadOnlyList<EmailAddress> Parse(string? text, int max = 2_000)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        var parser = new AddressParser(text, max);
        parser.Run();
        return parser._found;
    }

    /// <summary>Whether this is one plain address that mail can be sent to: a dot-atom or quoted local part and a domain.</summary>
    public static bool IsAddress(string? text) => AddressSyntax.IsValid(text);

    /// <summary>Reads one recipient as a person types it, with or without a name. Strict where <see cref="Parse"/> is lenient: null for anything doubtful.</summary>
    public static EmailAddress? ParseTyped(string? text) =>
        AddressSyntax.IsMailbox(text) && Parse(text, 2) is [{ Email.Length: > 0 } address] && IsAddress(address.Email) ? address : null;

    /// <summary>The first thing in a line of text that looks like an address; null without one.</summary>
    public static string? FindAddress(string text)
    {
        foreach (var range in text.AsSpan().SplitAny(' ', '<', '>', '(', ')', ',', ';', '"', '\''))
        {
            var word = text[range].Trim('.', ':');
            if (word.IndexOf('@') is > 0 and var at && at < word.Length - 1)
                return word;
        }
        return null;
    }

    private void Run()
    {
        while (_at < _text.Length && _found.Count < _max)
        {
            var c = _text[_at];
            switch (c)
            {
                case ' ' or '\t' or '\r' or '\n':
                    _at++;
                    _glued = false;
                    continue;
                case ',' or ';':
                    Finish(joinNames: c == ',');
                    _at++;
                    break;
                case ':' when _angle is null && !IsPlainAddressSoFar():
                    // A group's name, or one of thousands of nested ones: its members follow as if it were not there.
                    _words.Clear();
                    _comment.Clear();
                    _at++;
                    break;
                case '(':
                    ReadComment();
                    break;
                case '<':
                    ReadAngle();
                    break;
                case '"' when !_noClosingQuote && ReadQuoted(out var quoted):
                    _words.Add((quoted, true, _glued));
                    break;
                default:
                    _words.Add((ReadAtom(), false, _glued));
                    break;
            }
            _glued = true;
        }
        if (_found.Count < _max)
            Finish(joinNames: false);
    }

    private bool IsPlainAddressSoFar() => _words.Count > 0 && _words[^1].Text.Contains('@');

    private void Finish(bool joinNames)
    {
        var (email, name) = _angle is not null ? (_angle, Name(_words)) : Bare();
        // The old way to give a name was a comment; beside a name it says more about it.
        if (_comment.Length > 0)
            name = name.Length == 0 ? HeaderText.Decode(_comment.ToString()) : $"{name} ({HeaderText.Decode(_comment.ToString())})";
        var fromAngle = _angle is not null;
        _words.Clear();
        _comment.Clear();
        _angle = null;
        _glued = false;

        // "Doe, John <j@x>" without quotes: the first half is no entry of its own.
        if (email.Length == 0 && name.Length > 0 && joinNames)
        {
            FlushPending();
            _pendingName = name;
            return;
        }
        if (_pendingName.Length > 0 && fromAngle && name.Length > 0)
        {
            name = _pendingName + ", " + name;
            _pendingName = "";
        }
        FlushPending();
        email = Canonical(email);
        name = DisplayText.Clean(name, 300);
        if (email.Length > 0 || name.Length > 0)
            _found.Add(new EmailAddress(email, name));
    }

    private void FlushPending()
    {
        if (_pendingName.Length > 0)
            _found.Add(new EmailAddress("", DisplayText.Clean(_pendingName, 300)));
        _pendingName = "";
    }

    /// <summary>Without angle brackets: the word with the at sign is the address, with the words that its dots and at sign glue to it.</summary>
    private (string Email, string Name) Bare()
    {
        var at = _words.FindIndex(w => !w.Quoted && w.Text.Contains('@') && !IsEncodedWord(w.Text));
        if (at < 0)
            return ("", Name(_words));
        int first = at, last = at;
        while (first > 0 && (_words[first].Glued || _words[first].Text is ['@' or '.', ..] || _words[first - 1].Text is [.., '.']))
            first--;
        while (last + 1 < _words.Count && (_words[last + 1].Glued || _words[last].Text is [.., '@' or '.'] || _words[last + 1].Text is ['.' or '@', ..]))
            last++;
        var email = string.Concat(_words[first..(last + 1)].Select(w => w.Quoted ? $"\"{w.Text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"" : w.Text));
        return (email, Name([.. _words[..first], .. _words[(last + 1)..]]));
    }

    private static string Name(List<(string Text, bool Quoted, bool Glued)> words)
    {
        if (words.Count == 0)
            return "";
        var name = new StringBuilder();
        foreach (var (text, quoted, glued) in words)
        {
            if (name.Length > 0 && (!glued || quoted))
                name.Append(' ');
            name.Append(text);
        }
        return HeaderText.Decode(name.ToString()).Trim();
    }

    private static string Canonical(string email)
    {
        var clean = new StringBuilder(email.Length);
        foreach (var c in email)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c) && !DisplayText.IsOverride(c) && !DisplayText.IsZeroWidth(c) && !char.IsSurrogate(c))
                clean.Append(c);
        }
        var text = clean.ToString();
        if (text.StartsWith('@') && text.IndexOf(':') is > 0 and var route)
            text = text[(route + 1)..];
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            text = text[7..];
        text = text.Trim('\'', '<', '>').TrimEnd('.', ',');
        if (text.Length > MaxEmailLength)
            return "";
        var at = text.LastIndexOf('@');
        return at < 0 ? text : string.Concat(text.AsSpan(0, at + 1), text[(at + 1)..].ToLowerInvariant());
    }
}

using System.Text;

namespace SimpleCrm.Mail;

// Atoms, encoded words, quoted strings, comments and angle brackets.
public sealed partial class AddressParser
{
    private string ReadAtom()
    {
        var start = _at;
        if (EncodedWordEnd(start) is > 0 and var end)
        {
            _at = end;
            return _text[start..end];
        }
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c == '[' && _at > start && _text[_at - 1] == '@')
            {
                var close = _text.IndexOf(']', _at, Math.Min(260, _text.Length - _at));
                _at = close < 0 ? _at + 1 : close + 1;
                continue;
            }
            if (c is ' ' or '\t' or '\r' or '\n' or ',' or ';' or '(' or '<' || (c == '"' && _at > start && !_noClosingQuote))
                break;
            if (c == ':' && !_text.AsSpan(start, _at - start).Contains('@') && !_text.AsSpan(start, _at - start).Equals("mailto", StringComparison.OrdinalIgnoreCase))
                break;
            _at++;
        }
        if (_at == start)
            _at++;
        return _text[start.._at];
    }

    /// <summary>Where an encoded word starting here ends; -1 when none does. Senders leave commas in them that would split the list.</summary>
    private int EncodedWordEnd(int start)
    {
        if (!_text.AsSpan(start).StartsWith("=?", StringComparison.Ordinal))
            return -1;
        var window = _text.AsSpan(start, Math.Min(MaxEncodedWordLength, _text.Length - start));
        var charset = window[2..].IndexOf('?') + 2;
        if (charset < 3 || charset + 2 >= window.Length || window[charset + 2] != '?')
            return -1;
        var end = window[(charset + 3)..].IndexOf("?=", StringComparison.Ordinal);
        if (end < 0)
            return -1;
        end += charset + 5;
        return window[..end].ContainsAny(" \t\r\n<>") ? -1 : start + end;
    }

    private static bool IsEncodedWord(string word) =>
        word.StartsWith("=?", StringComparison.Ordinal) && word.EndsWith("?=", StringComparison.Ordinal);

    private bool ReadQuoted(out string content)
    {
        var text = new StringBuilder();
        for (var i = _at + 1; i < _text.Length; i++)
        {
            var c = _text[i];
            if (c == '"')
            {
                _at = i + 1;
                content = text.ToString();
                return true;
            }
            if (c == '\\' && i + 1 < _text.Length)
                c = _text[++i];
            if (c is not ('\r' or '\n'))
                text.Append(c);
        }
        _noClosingQuote = true;
        content = "";
        return false;
    }

    private void ReadComment()
    {
        var depth = 0;
        if (_comment.Length > 0)
            _comment.Append(' ');
        for (; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c == '\\' && _at + 1 < _text.Length)
                c = _text[++_at];
            else if (c == '(' && depth++ == 0)
                continue;
            else if (c == ')' && --depth == 0)
            {
                _at++;
                return;
            }
            if (_comment.Length < 1_000)
                _comment.Append(c);
        }
    }

    private void ReadAngle()
    {
        _at++;
        var content = new StringBuilder();
        var quoted = false;
        for (; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c == '"' && !_noClosingQuote)
                quoted = !quoted;
            else if (!quoted && c == '(')
            {
                ReadComment();
                _at--;
                continue;
            }
            else if (!quoted && c == '>')
            {
                _at++;
                break;
            }
            else if (!quoted && c is ',' or ';' && (content.Length == 0 || content[0] != '@'))
                break;
            else if (!quoted && c == '<')
            {
                // "<<a@x>" and "<name <a@x>": the innermost bracket holds the address.
                content.Clear();
                continue;
            }
            if (content.Length < 1_000)
                content.Append(c);
        }
        if (string.IsNullOrEmpty(_angle))
            _angle = content.ToString();
    }
}

using System.Globalization;
using System.Text;

namespace SimpleCrm.Mail;

/// <summary>Walks the tokens of a text, see <see cref="SearchText.Tokens"/>. What a token is given as holds until the next one is asked for.</summary>
internal ref struct TokenScan(string text)
{
    private char[] _folded = new char[64];
    private int _length;
    private int _next;

    public Token Current { get; private set; }

    public readonly TokenScan GetEnumerator() => this;

    public bool MoveNext()
    {
        var start = -1;
        _length = 0;
        while (_next < text.Length)
        {
            var (length, isWord, goesOn, isUnspaced) = Classify(text, _next);
            var isInside = start >= 0 && goesOn && !isUnspaced;
            // The character that ends a token is looked at again, for the next one.
            if (!isInside && start >= 0 && _length > 0)
                return Found(start, _next);
            if (!isInside)
                (start, _length) = (isWord || isUnspaced ? _next : -1, 0);
            if (isWord || isUnspaced)
                Fold(_next, length);
            _next += length;
            if (!isUnspaced)
                continue;
            if (_length > 0)
                return Found(start, _next);
            // A mark that stands alone leaves nothing.
            start = -1;
        }
        return start >= 0 && _length > 0 && Found(start, _next);
    }

    /// <summary>A token, where it stands in the text, and as the index holds it.</summary>
    public readonly ref struct Token(int start, int length, ReadOnlySpan<char> folded)
    {
        public int Start { get; } = start;
        public int Length { get; } = length;
        public ReadOnlySpan<char> Folded { get; } = folded;
    }

    private bool Found(int start, int end)
    {
        Current = new Token(start, end - start, _folded.AsSpan(0, _length));
        return true;
    }

    // Most of all text is ASCII, and its letters and digits need no table.
    private static (int Length, bool IsWord, bool GoesOn, bool IsUnspaced) Classify(string text, int index)
    {
        var c = text[index];
        if (char.IsAscii(c))
            return (1, char.IsAsciiLetterOrDigit(c), char.IsAsciiLetterOrDigit(c), false);
        var length = char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) ? 2 : 1;
        var category = CharUnicodeInfo.GetUnicodeCategory(text, index);
        var isWord = IsWord(category);
        var goesOn = isWord || category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark || DisplayText.IsZeroWidth(c);
        return (length, isWord, goesOn, SearchText.IsUnspaced(text, index));
    }

    private static bool IsWord(UnicodeCategory category) => category is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.PrivateUse;

    private void Fold(int index, int length)
    {
        var c = text[index];
        if (char.IsAscii(c))
        {
            Append(char.ToLowerInvariant(c));
            return;
        }
        if (length == 1 && char.IsSurrogate(c))
            return;
        foreach (var part in text.Substring(index, length).Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark || length == 2)
                Append(char.ToLowerInvariant(part));
        }
    }

    private void Append(char c)
    {
        if (_length == _folded.Length)
            Array.Resize(ref _folded, _length * 2);
        _folded[_length++] = c;
    }
}

using System.Globalization;
using System.Text;

namespace SimpleCrm.Mail;

/// <summary>
/// Text as the index holds it. Scripts written without spaces are cut into single characters, so that any part of them can be found as a
/// phrase; marks without shape go. Used when indexing and when asking, so that both sides see the same words.
/// </summary>
public static class SearchText
{
    /// <summary>For a tokenizer that splits at everything but letters and digits, such as FTS5 unicode61.</summary>
    public static string Normalise(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (Ascii.IsValid(text))
            return text.Replace('\0', ' ');
        text = Compatible(text);
        var normal = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (DisplayText.IsZeroWidth(c) || DisplayText.IsOverride(c))
                continue;
            var length = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            if (IsUnspaced(text, i))
            {
                normal.Append(' ').Append(text, i, length).Append(' ');
                i += length - 1;
            }
            else if (length == 2)
                normal.Append(c).Append(text[++i]);
            else
                normal.Append(char.IsSurrogate(c) || char.IsControl(c) ? ' ' : c);
        }
        return normal.ToString();
    }

    /// <summary>The tokens of a text: runs of letters and digits in lower case without diacritics, single characters of unspaced scripts.</summary>
    public static IReadOnlyList<string> Tokens(string? text) =>
        string.IsNullOrEmpty(text) ? [] : [.. Scan(text).Select(t => t.Folded)];

    /// <summary>Tokens with their place in the text as given.</summary>
    internal static IEnumerable<(int Start, int Length, string Folded)> Scan(string text)
    {
        var start = -1;
        var folded = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            var category = CharUnicodeInfo.GetUnicodeCategory(text, i);
            var unspaced = IsUnspaced(text, i);
            var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (start >= 0 && !unspaced && (IsWord(category) || isMark || DisplayText.IsZeroWidth(text[i])))
            {
                if (IsWord(category))
                    Fold(text, i, length, folded);
            }
            else
            {
                if (start >= 0 && folded.Length > 0)
                    yield return (start, i - start, folded.ToString());
                start = -1;
                folded.Clear();
                if (unspaced)
                {
                    Fold(text, i, length, folded);
                    yield return (i, length, folded.ToString());
                    folded.Clear();
                }
                else if (IsWord(category))
                {
                    start = i;
                    Fold(text, i, length, folded);
                }
            }
            i += length - 1;
        }
        if (start >= 0 && folded.Length > 0)
            yield return (start, text.Length - start, folded.ToString());
    }

    /// <summary>Han, kana and hangul.</summary>
    internal static bool IsUnspaced(string text, int index)
    {
        var c = text[index];
        if (c < '\u1100')
            return false;
        if (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            return char.ConvertToUtf32(c, text[index + 1]) is >= 0x20000 and <= 0x3FFFD;
        return c is (>= '\u1100' and <= '\u11FF') or (>= '\u3005' and <= '\u3007') or (>= '\u3040' and <= '\u30FF') or (>= '\u3130' and <= '\u318F') or (>= '\u31F0' and <= '\u31FF')
            or (>= '\u3400' and <= '\u4DBF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF66' and <= '\uFF9D');
    }

    private static bool IsWord(UnicodeCategory category) => category is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.PrivateUse;

    private static void Fold(string text, int index, int length, StringBuilder folded)
    {
        var c = text[index];
        if (c < 128)
        {
            folded.Append(char.ToLowerInvariant(c));
            return;
        }
        if (length == 1 && char.IsSurrogate(c))
            return;
        foreach (var part in text.Substring(index, length).Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark || length == 2)
                folded.Append(char.ToLowerInvariant(part));
        }
    }

    /// <summary>Full-width letters and ligatures become ordinary ones (NFKC).</summary>
    private static string Compatible(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Lone surrogates have no normal form.
            return DisplayText.CleanBody(text).Normalize(NormalizationForm.FormKC);
        }
    }
}

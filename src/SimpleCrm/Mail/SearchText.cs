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
    public static IReadOnlyList<string> Tokens(string? text)
    {
        var tokens = new List<string>();
        foreach (var token in Scan(text ?? ""))
            tokens.Add(token.Folded.ToString());
        return tokens;
    }

    /// <summary>Tokens with their place in the text as given, one at a time.</summary>
    internal static TokenScan Scan(string text) => new(text);

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

namespace SimpleCrm.Mail;

/// <summary>Reply and forward prefixes of subjects, in the languages mail programs write them. For display and for new subjects, never for grouping.</summary>
public static class SubjectLine
{
    private static readonly HashSet<string> Replies = new(StringComparer.OrdinalIgnoreCase)
    {
        "re", "aw", "antw", "antwort", "sv", "vs", "vá", "odp", "ynt", "yan", "res", "resp", "rif", "r", "ref", "rép", "rep", "réf", "בתשובה", "השב", "תגובה", "رد", "回复", "回復", "答复", "答覆", "回覆",
        "返信", "답장", "회신", "отв", "відп", "απ", "σχετ", "bls", "atb", "trả lời", "ตอบกลับ", "ตอบ", "odg", "răsp", "re-", "svar", "vast",
    };

    private static readonly HashSet<string> Forwards = new(StringComparer.OrdinalIgnoreCase)
    {
        "fwd", "fw", "wg", "weitergeleitet", "tr", "rv", "enc", "i", "doorst", "vb", "vl", "vs-fw", "pd", "pdl", "továbbítás", "ilt", "ilet", "yml", "הועבר", "إعادة توجيه", "转发", "轉寄", "転送", "전달", "fs", "пересл", "πρθ", "chuyển tiếp", "ส่งต่อ", "prosl", "redir", "rtr", "trans", "fwd-",
    };

    /// <summary>The subject without any prefixes and with single spaces; "" stays "".</summary>
    public static string Normalise(string? subject)
    {
        var text = DisplayText.Clean(subject).AsSpan();
        while (PrefixLength(text, out _) is > 0 and var length)
            text = text[length..].TrimStart();
        return (text.EndsWith("(fwd)", StringComparison.OrdinalIgnoreCase) ? text[..^5].TrimEnd() : text).ToString();
    }

    /// <summary>The subject of an answer: unchanged when it already is one in any known language.</summary>
    public static string ForReply(string? subject)
    {
        var text = DisplayText.Clean(subject);
        return PrefixLength(text, out var forward) > 0 && !forward ? text : $"Re: {text}".TrimEnd();
    }

    /// <summary>The subject of a forward: unchanged when it already is one.</summary>
    public static string ForForward(string? subject)
    {
        var text = DisplayText.Clean(subject);
        return PrefixLength(text, out var forward) > 0 && forward ? text : $"Fwd: {text}".TrimEnd();
    }

    public static bool IsReply(string? subject) => PrefixLength(DisplayText.Clean(subject), out var forward) > 0 && !forward;

    /// <summary>The length of a prefix such as "Re:", "AW :", "Re[2]:", "RE(3)：" at the start; 0 without one.</summary>
    private static int PrefixLength(ReadOnlySpan<char> text, out bool forward)
    {
        forward = false;
        var colon = text.IndexOfAny(':', '：');
        if (colon is < 1 or > 24)
            return 0;
        var word = text[..colon].TrimEnd();
        if (word is [.., ']' or ')'])
        {
            var open = word.LastIndexOfAny('[', '(');
            if (open < 1 || word[(open + 1)..^1].ContainsAnyExceptInRange('0', '9'))
                return 0;
            word = word[..open].TrimEnd();
        }
        else
            word = word.TrimEnd("0123456789^*");
        forward = Forwards.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
        // "I:" and "R:" are Italian prefixes, but only in capitals: "a:" and "i:" start ordinary subjects.
        if (word.Length == 1 && !char.IsUpper(word[0]))
            return 0;
        return forward || Replies.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) ? colon + 1 : 0;
    }
}

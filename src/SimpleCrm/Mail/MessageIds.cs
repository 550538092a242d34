namespace SimpleCrm.Mail;

/// <summary>Message-ID, In-Reply-To and References (RFC 5322 §3.6.4), broken ones included. Ids are given without angle brackets.</summary>
public static class MessageIds
{
    private const int MaxLength = 900;
    private const int MaxScanned = 10_000;

    /// <summary>All ids of a header value, in order, without repeats: those in angle brackets, or without any bracket the words.</summary>
    /// <param name="max">When there are more, the first one and the last ones are kept.</param>
    public static IReadOnlyList<string> Parse(string? value, int max = 100)
    {
        if (string.IsNullOrWhiteSpace(value))
            return [];
        if (value.Contains("=?", StringComparison.Ordinal))
            value = HeaderText.Decode(value);
        var ids = new List<string>();
        var open = value.IndexOf('<');
        if (open < 0)
            AddWords(value, ids);
        while (open >= 0 && ids.Count < MaxScanned)
        {
            var close = value.AsSpan(open + 1).IndexOfAny('>', '<');
            var content = close < 0 ? value.AsSpan(open + 1) : value.AsSpan(open + 1, close);
            Add(content, ids);
            if (close < 0)
                break;
            open = value.IndexOf('<', open + 1 + close);
        }
        return Cap(ids, max);
    }

    /// <summary>The one id of a Message-ID header; null when there is none.</summary>
    public static string? ParseOne(string? value) => Parse(value) is [var first, ..] ? first : null;

    /// <summary>The id that In-Reply-To names. Old programs write "Message from Ann &lt;address&gt; of date &lt;id&gt;": after words the last one is meant.</summary>
    public static string? ParseInReplyTo(string? value) =>
        Parse(value) is { Count: > 0 } ids ? value!.AsSpan().TrimStart() is ['<', ..] ? ids[0] : ids[^1] : null;

    /// <summary>Brackets and inner white space removed; null for what cannot be an id.</summary>
    public static string? Normalise(ReadOnlySpan<char> id)
    {
        id = id.Trim().Trim("<>");
        if (id.Length is 0 or > 2 * MaxLength)
            return null;
        Span<char> clean = stackalloc char[id.Length];
        var length = 0;
        foreach (var c in id)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsSurrogate(c) && !DisplayText.IsOverride(c) && !DisplayText.IsZeroWidth(c))
                clean[length++] = c;
        }
        return length is 0 or > MaxLength ? null : new string(clean[..length]);
    }

    private static void Add(ReadOnlySpan<char> text, List<string> ids)
    {
        if (Normalise(text) is { } id)
            ids.Add(id);
    }

    /// <summary>Words with an at sign; when there are none and the value is a single word, that word.</summary>
    private static void AddWords(string value, List<string> ids)
    {
        var words = value.Split([' ', '\t', '\r', '\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words.Take(MaxScanned))
        {
            if (word.Contains('@') || words.Length == 1)
                Add(word.AsSpan().Trim("\"()"), ids);
        }
    }

    private static List<string> Cap(List<string> ids, int max)
    {
        var distinct = ids.Distinct(StringComparer.Ordinal).ToList();
        return distinct.Count <= max ? distinct : [distinct[0], .. distinct.Skip(distinct.Count - max + 1)];
    }
}

namespace SimpleCrm.Mail;

/// <summary>Chooses the words that show why an email was found.</summary>
internal static class FoundText
{
    private const int FirstLook = 8 * 1024;
    private const int LastLook = 128 * 1024;
    private const int Before = 60;
    private const int Length = 180;

    /// <summary>The words round the first hit in the body, on one line, with the hits marked; null when the body holds none.</summary>
    public static (string Text, IReadOnlyList<TextRange> Marks)? Snippet(string body, SearchQuery query)
    {
        var hit = First(body, FirstLook, query) ?? (body.Length > FirstLook ? First(body, LastLook, query) : null);
        return hit is { } at ? Cut(body, at, query) : null;
    }

    public static IReadOnlyList<TextRange> Marks(string text, SearchQuery query, SearchField field = SearchField.Any) =>
        [.. MatchMarks.Find(text, query, field).Select(r => new TextRange(r.Start.Value, r.End.Value - r.Start.Value))];

    private static int? First(string body, int look, SearchQuery query) =>
        MatchMarks.Find(body.Length <= look ? body : body[..look], query) is [var first, ..] ? first.Start.Value : null;

    private static (string, IReadOnlyList<TextRange>) Cut(string body, int hit, SearchQuery query)
    {
        var start = Math.Max(0, hit - Before);
        if (start > 0 && body.IndexOf(' ', start, hit - start) is >= 0 and var space)
            start = space + 1;
        var end = Math.Min(body.Length, start + Length);
        if (end < body.Length && body.LastIndexOf(' ', end - 1, end - Math.Max(hit, start)) is > 0 and var last && last > hit + 20)
            end = last;
        if (start > 0 && char.IsLowSurrogate(body[start]))
            start--;
        if (end < body.Length && char.IsLowSurrogate(body[end]))
            end++;
        var text = string.Join(' ', body[start..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        text = $"{(start > 0 ? "… " : "")}{DisplayText.Clean(text)}{(end < body.Length ? " …" : "")}";
        return (text, Marks(text, query));
    }
}

using SimpleCrm.Access;
using SimpleCrm.Comments;

namespace SimpleCrm.Blazor.Sharing;

/// <summary>Names within comments: marked where they were said, offered while somebody writes.</summary>
internal static class CommentText
{
    private const int Most = 6;

    /// <summary>A comment's text in parts, those that name somebody apart.</summary>
    public static IEnumerable<(string Text, bool IsMention)> Parts(CommentView comment)
    {
        var names = comment.Mentions.Select(m => $"@{m.Name}").OrderByDescending(n => n.Length).ToList();
        var from = 0;
        for (var at = comment.Text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = comment.Text.IndexOf('@', at + 1))
        {
            if (at < from || names.Find(n => string.Compare(comment.Text, at, n, 0, n.Length, StringComparison.OrdinalIgnoreCase) == 0) is not { } name)
                continue;
            if (at > from)
                yield return (comment.Text[from..at], false);
            yield return (comment.Text.Substring(at, name.Length), true);
            from = at + name.Length;
        }
        if (from < comment.Text.Length)
            yield return (comment.Text[from..], false);
    }

    /// <summary>Whom the text's end may mean: people whose name begins with what follows the last "@".</summary>
    public static IReadOnlyList<Colleague> Offered(string text, IReadOnlyList<Colleague> people) => Begun(text) is { } begun
        ? [.. people.Where(p => p.Name.Split(' ').Any(w => w.StartsWith(begun, StringComparison.CurrentCultureIgnoreCase)) || p.Name.StartsWith(begun, StringComparison.CurrentCultureIgnoreCase)).Take(Most)]
        : [];

    /// <summary>The text with that end completed to a name.</summary>
    public static string With(string text, Colleague person) => Begun(text) is { } begun ? $"{text[..(text.Length - begun.Length)]}{person.Name} " : text;

    private static string? Begun(string text)
    {
        var at = text.LastIndexOf('@');
        return at < 0 || text.Length - at > 40 || text.AsSpan(at).ContainsAny("\n,;") ? null : text[(at + 1)..];
    }
}

using System.Globalization;
using System.Text;

namespace SimpleCrm.Mail;

/// <summary>
/// The search line: words, "phrases", from: to: cc: subject: in: filename: is:unread is:read is:starred has:attachment before: after:
/// larger: smaller:, each negated by a leading "-". What does not parse is searched for as words; nothing is an error.
/// </summary>
public sealed record SearchQuery(IReadOnlyList<SearchTerm> Terms)
{
    private const int MaxLength = 1_000;
    private const int MaxTerms = 50;

    /// <summary>Finds nothing in particular: no condition.</summary>
    public static readonly SearchQuery Empty = new([]);

    public bool IsEmpty => Terms.Count == 0;

    /// <summary>Reads a search line; at most 1,000 characters and 50 terms of it.</summary>
    public static SearchQuery Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Empty;
        text = DisplayText.Clean(DisplayText.Truncate(text, MaxLength), MaxLength).Replace('“', '"').Replace('”', '"').Replace('„', '"');
        var terms = new List<SearchTerm>();
        var at = 0;
        while (at < text.Length && terms.Count < MaxTerms)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }
            var negated = text[at] is '-' or '−' && at + 1 < text.Length && text[at + 1] != ' ';
            if (negated)
                at++;
            terms.AddRange(Term(text, ref at, negated));
        }
        return new SearchQuery(terms);
    }

    private static IEnumerable<SearchTerm> Term(string text, ref int at, bool negated)
    {
        if (text[at] == '"' && Quoted(text, ref at) is { } phrase)
            return Words(phrase, isPhrase: true, negated);
        var start = at;
        while (at < text.Length && text[at] is not (' ' or '"' or ':'))
            at++;
        if (at < text.Length && text[at] == ':' && at > start)
        {
            var name = text[start..at].ToLowerInvariant();
            var valueAt = at + 1;
            var isQuoted = valueAt < text.Length && text[valueAt] == '"';
            var value = isQuoted ? Quoted(text, ref valueAt) : null;
            if (value is null)
            {
                isQuoted = false;
                value = Bare(text, ref valueAt);
            }
            at = valueAt;
            // An operator without a value yet is someone still typing.
            if (value.Length == 0 && IsOperator(name))
                return [];
            return Operator(name, value, isQuoted, negated) is { } term ? [term] : Words(text[start..at].Replace("\"", ""), isQuoted, negated);
        }
        if (at == start)
            at++;
        return Words(text[start..at].Trim('"'), isPhrase: false, negated);
    }

    private static IEnumerable<SearchTerm> Words(string text, bool isPhrase, bool negated) =>
        SearchText.Tokens(text).Count == 0 ? [] : [new SearchTerm(SearchField.Any, text, isPhrase, negated)];

    private static bool IsOperator(string name) => name is "from" or "to" or "cc" or "subject" or "in" or "label" or "folder" or "filename" or "is" or "has"
        or "before" or "after" or "older" or "newer" or "older_than" or "newer_than" or "since" or "larger" or "smaller" or "size";

    private static SearchTerm? Operator(string name, string value, bool isPhrase, bool negated) => name switch
    {
        "from" => Text(SearchField.From, value, isPhrase, negated),
        "to" => Text(SearchField.To, value, isPhrase, negated),
        "cc" => Text(SearchField.Cc, value, isPhrase, negated),
        "subject" => Text(SearchField.Subject, value, isPhrase, negated),
        "filename" => Text(SearchField.FileName, value, isPhrase, negated),
        "in" or "label" or "folder" when value.Trim().Length > 0 => new SearchTerm(SearchField.In, value.Trim(), isPhrase, negated),
        "is" or "has" => Flag(name, value.ToLowerInvariant(), negated),
        "before" or "older" or "older_than" => Dated(SearchField.Before, value, negated),
        "after" or "newer" or "newer_than" or "since" => Dated(SearchField.After, value, negated),
        "larger" or "size" => Sized(SearchField.Larger, value, negated),
        "smaller" => Sized(SearchField.Smaller, value, negated),
        _ => null,
    };

    private static SearchTerm? Text(SearchField field, string value, bool isPhrase, bool negated) =>
        SearchText.Tokens(value).Count > 0 ? new SearchTerm(field, value, isPhrase, negated) : null;

    private static SearchTerm? Dated(SearchField field, string value, bool negated) =>
        SearchDate.TryParse(value, out var date) ? new SearchTerm(field, "", false, negated, date) : null;

    private static SearchTerm? Sized(SearchField field, string value, bool negated) =>
        Octets(value) is { } size ? new SearchTerm(field, "", false, negated, null, size) : null;

    private static SearchTerm? Flag(string name, string value, bool negated) => (name, value) switch
    {
        ("is", "unread") => new SearchTerm(SearchField.Unread, "", false, negated),
        ("is", "read") => new SearchTerm(SearchField.Read, "", false, negated),
        ("is", "starred" or "flagged") or ("has", "star") => new SearchTerm(SearchField.Starred, "", false, negated),
        ("is", "unstarred") => new SearchTerm(SearchField.Starred, "", false, !negated),
        ("has", "attachment" or "attachments" or "file") => new SearchTerm(SearchField.HasAttachment, "", false, negated),
        _ => null,
    };

    /// <summary>5M, 500k, 1.5MB, 1G or plain octets; a K is 1024.</summary>
    private static long? Octets(string value)
    {
        var text = value.AsSpan().Trim();
        if (text.EndsWith("b", StringComparison.OrdinalIgnoreCase))
            text = text[..^1];
        if (text.Length == 0)
            return null;
        var unit = char.ToLowerInvariant(text[^1]) switch { 'k' => 1L << 10, 'm' => 1L << 20, 'g' => 1L << 30, _ => 1L };
        if (unit > 1)
            text = text[..^1];
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count is >= 0 and < 1e9
            ? (long)(count * unit)
            : null;
    }

    private static string? Quoted(string text, ref int at)
    {
        var end = text.IndexOf('"', at + 1);
        if (end < 0)
            return null;
        var content = text[(at + 1)..end];
        at = end + 1;
        return content;
    }

    private static string Bare(string text, ref int at)
    {
        var value = new StringBuilder();
        for (; at < text.Length && text[at] != ' '; at++)
        {
            if (text[at] != '"')
                value.Append(text[at]);
        }
        return value.ToString();
    }
}

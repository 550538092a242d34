using System.Text;
using SimpleCrm.Database.Search;
using SimpleCrm.Mail;

namespace SimpleCrm.Database.PostgreSql;

/// <summary>
/// The index entry (tsvector) of an email and the conditions (tsquery) on it. The words are cut here, as for the other databases, and not by a
/// text search configuration of the server. A word of a column stands there twice, once with the column's mark before it: weights could tell four
/// columns apart, but a GIN index does not hold them, and every email with the word anywhere would have to be looked into.
/// </summary>
internal static class SearchVector
{
    // Between two columns, so that no phrase reaches from one into the next.
    private const int Gap = 2;
    private const int LastPosition = 16_383;
    private const int PositionsOfOneWord = 255;

    // A lexeme may have 2046 bytes and the whole vector a megabyte.
    private const int LongestWord = 500;
    private const int LongestVector = 900_000;
    private const string NoMark = "", SubjectMark = "\uE001", SenderMark = "\uE002", RecipientsMark = "\uE003", AttachmentMark = "\uE000";

    public static string Of(SearchIndexEntry entry)
    {
        var words = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var (position, size) = (1, 0);
        foreach (var (text, mark) in new[] { (entry.Subject, SubjectMark), (entry.Sender, SenderMark), (entry.Recipients, RecipientsMark), (entry.Attachments, AttachmentMark) })
        {
            Add(text, NoMark);
            Add(text, mark);
        }
        Add(entry.Body, NoMark);

        var vector = new StringBuilder(size);
        foreach (var (word, places) in words)
            vector.Append('\'').Append(word).Append("':").AppendJoin(',', places).Append(' ');
        return vector.ToString();

        void Add(string text, string mark)
        {
            foreach (var token in SearchText.Tokens(text))
            {
                var word = mark + Cut(token);
                if (!words.TryGetValue(word, out var places))
                {
                    if (size > LongestVector)
                        return;
                    words.Add(word, places = []);
                    size += Encoding.UTF8.GetByteCount(word) + 4;
                }
                if (places.Count < PositionsOfOneWord && (places.Count == 0 || places[^1] < LastPosition))
                {
                    places.Add(position);
                    size += 2;
                }
                position = Math.Min(position + 1, LastPosition);
            }
            position = Math.Min(position + Gap, LastPosition);
        }
    }

    /// <summary>Null when no word is asked for.</summary>
    public static string? Query(SearchRequest request)
    {
        if (!request.HasWords)
            return null;
        return string.Join(" & ", request.Wanted.Select(Query).Concat(request.Unwanted.Select(words => $"!({Query(words)})")));
    }

    private static string Query(SearchWords words)
    {
        var mark = words.Column switch
        {
            SearchColumn.Subject => SubjectMark,
            SearchColumn.Sender => SenderMark,
            SearchColumn.Recipients => RecipientsMark,
            SearchColumn.Attachments => AttachmentMark,
            _ => NoMark,
        };
        return string.Join(" <-> ", words.Tokens.Select((token, i) =>
        {
            var suffix = words.IsBeginning && i == words.Tokens.Count - 1 ? ":*" : "";
            return $"'{mark}{Cut(token)}'{suffix}";
        }));
    }

    private static string Cut(string token)
    {
        var word = token.Length <= LongestWord ? token : token[..LongestWord];
        return word.Replace("'", "''").Replace("\\", "\\\\");
    }
}

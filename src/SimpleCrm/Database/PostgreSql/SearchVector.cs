using System.Buffers;
using System.Buffers.Binary;
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
    private const char NoMark = '\0', SubjectMark = '\uE001', SenderMark = '\uE002', RecipientsMark = '\uE003', AttachmentMark = '\uE000';

    /// <summary>Appends the vector as the server takes it over the wire (tsvectorrecv): which of the words come first is left to it.</summary>
    public static void Write(SearchIndexEntry entry, ArrayBufferWriter<byte> buffer)
    {
        var words = new Dictionary<string, List<ushort>>(StringComparer.Ordinal);
        var known = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var (position, size) = ((ushort)1, 0);
        foreach (var (text, mark) in new[] { (entry.Subject, SubjectMark), (entry.Sender, SenderMark), (entry.Recipients, RecipientsMark), (entry.Attachments, AttachmentMark) })
        {
            Add(text, NoMark);
            Add(text, mark);
        }
        Add(entry.Body, NoMark);

        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(sizeof(int)), words.Count);
        buffer.Advance(sizeof(int));
        foreach (var (word, places) in words)
        {
            Encoding.UTF8.GetBytes(word, buffer);
            var rest = buffer.GetSpan(1 + sizeof(ushort) * (1 + places.Count));
            rest[0] = 0;
            BinaryPrimitives.WriteUInt16BigEndian(rest[1..], (ushort)places.Count);
            for (var i = 0; i < places.Count; i++)
                BinaryPrimitives.WriteUInt16BigEndian(rest[(1 + sizeof(ushort) * (1 + i))..], places[i]);
            buffer.Advance(1 + sizeof(ushort) * (1 + places.Count));
        }

        void Add(string text, char mark)
        {
            Span<char> key = stackalloc char[1 + LongestWord];
            key[0] = mark;
            foreach (var token in SearchText.Scan(text))
            {
                var cut = Cut(token.Folded);
                cut.CopyTo(key[1..]);
                var word = key[(mark == NoMark ? 1 : 0)..(1 + cut.Length)];
                if (!known.TryGetValue(word, out var places))
                {
                    if (size > LongestVector)
                        return;
                    known[word] = places = [];
                    size += Encoding.UTF8.GetByteCount(word) + 4;
                }
                if (places.Count < PositionsOfOneWord && (places.Count == 0 || places[^1] < LastPosition))
                {
                    places.Add(position);
                    size += 2;
                }
                position = After(position, 1);
            }
            position = After(position, Gap);
        }

        static ushort After(ushort position, int steps) => (ushort)Math.Min(position + steps, LastPosition);
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
            return $"'{(mark == NoMark ? "" : mark.ToString())}{Cut(token)}'{suffix}";
        }));
    }

    // Never between the halves of a character.
    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> token) =>
        token.Length <= LongestWord ? token : token[..(char.IsHighSurrogate(token[LongestWord - 1]) ? LongestWord - 1 : LongestWord)];
}

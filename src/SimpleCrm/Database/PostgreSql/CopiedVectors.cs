using System.Buffers;
using System.Buffers.Binary;
using Npgsql;
using SimpleCrm.Database.Search;

namespace SimpleCrm.Database.PostgreSql;

/// <summary>
/// Rows of the search index, ready to be sent in the binary format of COPY: a signature, no flags, no extension; then rows, each with the count of its
/// fields and the length before each of them.
/// </summary>
internal sealed class CopiedVectors
{
    private const int FieldsBeforeVector = sizeof(short) + sizeof(int) + sizeof(long) + sizeof(int);
    private static readonly byte[] Header = [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Trailer = [0xFF, 0xFF];

    private readonly ArrayBufferWriter<byte> _rows = new();
    private readonly List<(long EmailId, Range Row)> _places = [];

    public CopiedVectors(IEnumerable<SearchIndexEntry> entries)
    {
        var vector = new ArrayBufferWriter<byte>();
        foreach (var entry in entries)
        {
            vector.ResetWrittenCount();
            SearchVector.Write(entry, vector);
            var start = _rows.WrittenCount;
            var fields = _rows.GetSpan(FieldsBeforeVector);
            BinaryPrimitives.WriteInt16BigEndian(fields, 2);
            BinaryPrimitives.WriteInt32BigEndian(fields[2..], sizeof(long));
            BinaryPrimitives.WriteInt64BigEndian(fields[6..], entry.EmailId);
            BinaryPrimitives.WriteInt32BigEndian(fields[14..], vector.WrittenCount);
            _rows.Advance(FieldsBeforeVector);
            _rows.Write(vector.WrittenSpan);
            _places.Add((entry.EmailId, start.._rows.WrittenCount));
        }
    }

    /// <summary>Inserts the rows of some of the emails, which have none yet.</summary>
    public async Task InsertAsync(NpgsqlConnection connection, Func<long, bool> isWanted, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync("""COPY "EmailSearch" ("EmailId", "Words") FROM STDIN (FORMAT BINARY)""", cancellationToken);
        await copy.WriteAsync(Header, cancellationToken);
        foreach (var (_, row) in _places.Where(p => isWanted(p.EmailId)))
            await copy.WriteAsync(_rows.WrittenMemory[row], cancellationToken);
        await copy.WriteAsync(Trailer, cancellationToken);
    }
}

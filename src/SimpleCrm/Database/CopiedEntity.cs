using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Database;

/// <summary>One table of a copy, by its entity.</summary>
internal sealed class CopiedEntity<T>(IEntityType entity) : CopiedTable where T : class
{
    private const int BatchRows = 500;
    private const long BatchBytes = 16 << 20;

    // The target's index is its own: emails go into it there once they are copied.
    private static readonly string[] OfTheIndex = [nameof(Email.SearchKey), nameof(Email.IsUnindexed), nameof(Mailbox.SearchPartition)];

    private readonly string[] _key = [.. entity.FindPrimaryKey()!.Properties.Select(p => p.Name)];

    // A number that the database gives out itself means nothing elsewhere.
    private readonly IProperty? _given = entity.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } only] && only.ClrType == typeof(int) ? only : null;

    // What one column or several hold of a value of its own.
    private readonly IPropertyBase[] _parts = [.. entity.GetComplexProperties(), .. entity.GetNavigations().Where(n => n.TargetEntityType.IsOwned())];

    public override string Name => entity.GetTableName()!;

    private bool GoesByNumber => _given is null && entity.FindPrimaryKey()!.Properties[0].ClrType == typeof(long);

    public override Task<bool> HasRowsAsync(SimpleCrmDbContext db, CancellationToken cancellationToken) => db.Set<T>().AnyAsync(cancellationToken);

    public override async Task<(long Total, long Copied)> CopyAsync(SimpleCrmDbContext source, IDbContextFactory<SimpleCrmDbContext> targets, CancellationToken cancellationToken)
    {
        var rows = source.Set<T>().AsNoTracking();
        var total = await rows.LongCountAsync(cancellationToken);
        if (!GoesByNumber)
            return (total, await CopyWholeAsync(rows, targets, cancellationToken));
        var last = await LastAsync(targets, cancellationToken);
        rows = rows.Where(r => EF.Property<long>(r, _key[0]) > last).OrderBy(r => EF.Property<long>(r, _key[0]));
        var (batch, bytes, copied) = (new List<T>(BatchRows), 0L, 0L);
        long? key = null;
        var first = entity.FindProperty(_key[0])!.GetGetter();
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            // Rows that share the first part of their key go over together, so that the last of them says what is there.
            var own = (long)first.GetClrValue(row)!;
            if (own != key && (batch.Count >= BatchRows || bytes >= BatchBytes))
            {
                await InsertAsync(targets, batch, cancellationToken);
                copied += batch.Count;
                batch.Clear();
                bytes = 0;
            }
            key = own;
            batch.Add(Prepare(row));
            bytes += row is EmailBody body ? body.TextCipher.Length + body.HtmlCipher.Length : 0;
        }
        await InsertAsync(targets, batch, cancellationToken);
        return (total, copied + batch.Count);
    }

    public override async Task<Sum> SumAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        var columns = entity.GetProperties().Where(p => p != _given && !OfTheIndex.Contains(p.Name)).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => p.GetGetter()).ToArray();
        var (rows, digest) = (0L, UInt128.Zero);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sum = new byte[32];
        await foreach (var row in db.Set<T>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            foreach (var column in columns)
                Add(hash, column.GetClrValue(row));
            foreach (var part in _parts)
                Add(hash, JsonSerializer.SerializeToUtf8Bytes(part.GetGetter().GetClrValue(row), Rounded.Options));
            hash.GetHashAndReset(sum);
            digest = unchecked(digest + BinaryPrimitives.ReadUInt128LittleEndian(sum));
            rows++;
        }
        return new Sum(rows, digest);
    }

    // Small tables without a leading number: all or nothing.
    private async Task<long> CopyWholeAsync(IQueryable<T> rows, IDbContextFactory<SimpleCrmDbContext> targets, CancellationToken cancellationToken)
    {
        var all = await rows.ToListAsync(cancellationToken);
        await using (var db = await targets.CreateDbContextAsync(cancellationToken))
        {
            if (await db.Set<T>().CountAsync(cancellationToken) == all.Count)
                return 0;
        }
        await InsertAsync(targets, [.. all.Select(Prepare)], cancellationToken);
        return all.Count;
    }

    private async Task<long> LastAsync(IDbContextFactory<SimpleCrmDbContext> targets, CancellationToken cancellationToken)
    {
        await using var db = await targets.CreateDbContextAsync(cancellationToken);
        return await db.Set<T>().MaxAsync(r => (long?)EF.Property<long>(r, _key[0]), cancellationToken) ?? long.MinValue;
    }

    private async Task InsertAsync(IDbContextFactory<SimpleCrmDbContext> targets, List<T> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return;
        await using var db = await targets.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (_parts.Length > 0 || _given is not null)
        {
            db.AddRange(batch);
            await db.SaveChangesAsync(cancellationToken);
        }
        else
            await db.InsertAllAsync(batch, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private T Prepare(T row)
    {
        if (row is Email email)
            (email.SearchKey, email.IsUnindexed) = (null, true);
        if (row is Mailbox mailbox)
            mailbox.SearchPartition = 0;
        if (_given is not null)
            _given.PropertyInfo!.SetValue(row, 0);
        return row;
    }

    private static void Add(IncrementalHash hash, object? value)
    {
        Span<byte> number = stackalloc byte[9];
        number[0] = value is null ? (byte)0 : (byte)1;
        switch (value)
        {
            case null:
                hash.AppendData(number[..1]);
                break;
            case byte[] bytes:
                Number(hash, number, bytes.Length);
                hash.AppendData(bytes);
                break;
            case string text:
                var octets = Encoding.UTF8.GetBytes(text.Replace('\0', ' '));
                Number(hash, number, octets.Length);
                hash.AppendData(octets);
                break;
            case DateTime time:
                Number(hash, number, time == DateTime.MaxValue ? time.Ticks : time.Ticks - time.Ticks % TimeSpan.TicksPerMicrosecond);
                break;
            case DateTimeOffset time:
                Number(hash, number, time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond);
                break;
            default:
                Number(hash, number, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void Number(IncrementalHash hash, Span<byte> space, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(space[1..], value);
        hash.AppendData(space);
    }

    // Times within JSON, to the microsecond that every database keeps.
    private sealed class Rounded : JsonConverter<DateTimeOffset>
    {
        public static readonly JsonSerializerOptions Options = new() { Converters = { new Rounded() } };

        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteNumberValue(value.UtcTicks / TimeSpan.TicksPerMicrosecond);
    }
}

using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace SimpleCrm.Database.PostgreSql;

/// <summary>Inserts by COPY and updates from arrays: one exchange with the server, however many rows.</summary>
internal sealed class CopiedRows : IBulkRows
{
    private static readonly ConcurrentDictionary<IProperty, Action<NpgsqlBinaryImporter, object>> Writers = new();

    public async Task InsertAsync<T>(SimpleCrmDbContext db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class
    {
        var (entity, table, names) = BulkRows.Describe<T>(db);
        var columns = entity.GetProperties().ToArray();
        var writers = columns.Select(column => Writers.GetOrAdd(column, WriterOf)).ToArray();
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var importer = await connection.BeginBinaryImportAsync($"COPY {table} ({string.Join(", ", columns.Select(names))}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows)
        {
            // Into a buffer, mostly: waiting for each value would cost more than sending it.
            importer.StartRow();
            foreach (var write in writers)
                write(importer, row);
        }
        await importer.CompleteAsync(cancellationToken);
    }

    public async Task UpdateAsync<T>(SimpleCrmDbContext db, IReadOnlyCollection<T> rows, string[] columnNames, CancellationToken cancellationToken) where T : class
    {
        var (entity, table, names) = BulkRows.Describe<T>(db);
        var changed = columnNames.Select(name => entity.FindProperty(name)!).ToArray();
        var key = entity.FindPrimaryKey()!.Properties;
        IProperty[] columns = [.. changed, .. key];
        await using var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
        command.Transaction = (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText =
            $"UPDATE {table} AS t SET {string.Join(", ", changed.Select((c, i) => $"{names(c)} = u.c{i}"))} " +
            $"FROM unnest({string.Join(", ", columns.Select((_, i) => $"@p{i}"))}) AS u({string.Join(", ", columns.Select((_, i) => $"c{i}"))}) " +
            $"WHERE {string.Join(" AND ", key.Select((k, i) => $"t.{names(k)} = u.c{changed.Length + i}"))}";
        var readers = BulkRows.Readers(columns);
        for (var i = 0; i < columns.Length; i++)
            command.Parameters.Add(new NpgsqlParameter($"p{i}", NpgsqlDbType.Array | TypeOf(columns[i])) { Value = Column(columns[i], readers[i], rows) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // The driver looks up how to write a value of a type it knows beforehand once, not with every value.
    private static Action<NpgsqlBinaryImporter, object> WriterOf(IProperty column)
    {
        var stored = column.GetTypeMapping().Converter?.ProviderClrType ?? column.ClrType;
        stored = Nullable.GetUnderlyingType(stored) ?? stored;
        var made = typeof(CopiedRows).GetMethod(nameof(Writer), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(stored);
        return (Action<NpgsqlBinaryImporter, object>)made.Invoke(null, [BulkRows.Readers([column])[0], TypeOf(column)])!;
    }

    private static Action<NpgsqlBinaryImporter, object> Writer<TValue>(Func<object, object?> reader, NpgsqlDbType type) => (importer, row) =>
    {
        if (reader(row) is { } value)
            importer.Write((TValue)Storable(value), type);
        else
            importer.WriteNull();
    };

    private static Array Column<T>(IProperty column, Func<object, object?> reader, IReadOnlyCollection<T> rows) where T : class
    {
        var stored = column.GetTypeMapping().Converter?.ProviderClrType ?? column.ClrType;
        stored = Nullable.GetUnderlyingType(stored) ?? stored;
        var values = Array.CreateInstance(column.IsNullable && stored.IsValueType ? typeof(Nullable<>).MakeGenericType(stored) : stored, rows.Count);
        var i = 0;
        foreach (var row in rows)
            values.SetValue(reader(row) is { } value ? Storable(value) : null, i++);
        return values;
    }

    private static NpgsqlDbType TypeOf(IProperty column) => column.GetRelationalTypeMapping().StoreTypeNameBase switch
    {
        "bigint" => NpgsqlDbType.Bigint,
        "integer" => NpgsqlDbType.Integer,
        "smallint" => NpgsqlDbType.Smallint,
        "boolean" => NpgsqlDbType.Boolean,
        "text" => NpgsqlDbType.Text,
        "character varying" => NpgsqlDbType.Varchar,
        "bytea" => NpgsqlDbType.Bytea,
        "timestamp with time zone" => NpgsqlDbType.TimestampTz,
        "double precision" => NpgsqlDbType.Double,
        "numeric" => NpgsqlDbType.Numeric,
        "uuid" => NpgsqlDbType.Uuid,
        "jsonb" => NpgsqlDbType.Jsonb,
        var other => throw new NotSupportedException($"Rows with a column of type {other} are not written in bulk."),
    };

    // The one character that text may not hold here, and halves of characters, which are none.
    private static object Storable(object value)
    {
        if (value is not string text || (!text.Contains('\0') && IsWellFormed(text)))
            return value;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value == 0 ? " " : rune.ToString());
        return clean.ToString();
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }
        return true;
    }
}

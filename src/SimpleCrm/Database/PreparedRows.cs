using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace SimpleCrm.Database;

/// <summary>One prepared statement, run for each row: the fastest there is inside the process, and right everywhere.</summary>
internal sealed class PreparedRows : IBulkRows
{
    public async Task InsertAsync<T>(SimpleCrmDbContext db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class
    {
        await using var command = InsertCommand<T>(db, out var columns);
        await ExecuteAsync(db, command, columns, rows, cancellationToken);
    }

    public async Task UpdateAsync<T>(SimpleCrmDbContext db, IReadOnlyCollection<T> rows, string[] columnNames, CancellationToken cancellationToken) where T : class
    {
        await using var command = UpdateCommand<T>(db, columnNames, out var columns);
        await ExecuteAsync(db, command, columns, rows, cancellationToken);
    }

    internal static DbCommand InsertCommand<T>(SimpleCrmDbContext db, out IProperty[] columns) where T : class
    {
        var (entity, table, names) = BulkRows.Describe<T>(db);
        columns = [.. entity.GetProperties()];
        return Command(db, $"INSERT INTO {table} ({string.Join(", ", columns.Select(names))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})", columns);
    }

    internal static DbCommand UpdateCommand<T>(SimpleCrmDbContext db, string[] columnNames, out IProperty[] columns) where T : class
    {
        var (entity, table, names) = BulkRows.Describe<T>(db);
        var changed = columnNames.Select(name => entity.FindProperty(name)!).ToArray();
        var key = entity.FindPrimaryKey()!.Properties;
        columns = [.. changed, .. key];
        return Command(db,
            $"UPDATE {table} SET {string.Join(", ", changed.Select((c, i) => $"{names(c)} = @p{i}"))} " +
            $"WHERE {string.Join(" AND ", key.Select((k, i) => $"{names(k)} = @p{changed.Length + i}"))}", columns);
    }

    private static DbCommand Command(SimpleCrmDbContext db, string text, IProperty[] columns)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < columns.Length; i++)
            command.Parameters.Add(columns[i].GetRelationalTypeMapping().CreateParameter(command, $"@p{i}", null, columns[i].IsNullable));
        return command;
    }

    private static async Task ExecuteAsync<T>(SimpleCrmDbContext db, DbCommand command, IProperty[] columns, IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class
    {
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        await command.PrepareAsync(cancellationToken);
        var readers = BulkRows.Readers(columns);
        foreach (var row in rows)
        {
            for (var i = 0; i < readers.Length; i++)
                command.Parameters[i].Value = readers[i](row) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

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
        var (entity, table, names) = BulkRows.Describe<T>(db);
        var columns = entity.GetProperties().ToArray();
        await using var command = Command(db,
            $"INSERT INTO {table} ({string.Join(", ", columns.Select(names))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})", columns);
        await ExecuteAsync(command, columns, rows, cancellationToken);
    }

    public async Task UpdateAsync<T>(SimpleCrmDbContext db, IReadOnlyCollection<T> rows, string[] columnNames, CancellationToken cancellationToken) where T : class
    {
        var (entity, table, names) = BulkRows.Describe<T>(db);
        var changed = columnNames.Select(name => entity.FindProperty(name)!).ToArray();
        var key = entity.FindPrimaryKey()!.Properties;
        IProperty[] columns = [.. changed, .. key];
        await using var command = Command(db,
            $"UPDATE {table} SET {string.Join(", ", changed.Select((c, i) => $"{names(c)} = @p{i}"))} " +
            $"WHERE {string.Join(" AND ", key.Select((k, i) => $"{names(k)} = @p{changed.Length + i}"))}", columns);
        await ExecuteAsync(command, columns, rows, cancellationToken);
    }

    private static DbCommand Command(SimpleCrmDbContext db, string text, IProperty[] columns)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = text;
        for (var i = 0; i < columns.Length; i++)
            command.Parameters.Add(columns[i].GetRelationalTypeMapping().CreateParameter(command, $"@p{i}", null, columns[i].IsNullable));
        return command;
    }

    private static async Task ExecuteAsync<T>(DbCommand command, IProperty[] columns, IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class
    {
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

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace SimpleCrm.Database;

/// <summary>
/// Writes many rows of one kind with one prepared statement, in the context's open transaction and by the context's own model. For the
/// intake, where change tracking would cost more than the database does; rows written so are not tracked.
/// </summary>
internal static class BulkRows
{
    /// <summary>Inserts rows.</summary>
    public static async Task InsertAllAsync<T>(this SimpleCrmDbContext db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class
    {
        if (rows.Count == 0)
            return;
        var (entity, table, names) = Describe<T>(db);
        var columns = entity.GetProperties().ToArray();
        await using var command = Command(db,
            $"INSERT INTO {table} ({string.Join(", ", columns.Select(names))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})", columns);
        await ExecuteAsync(command, columns, rows, cancellationToken);
    }

    /// <summary>Updates the named columns of rows, found by their key.</summary>
    public static async Task UpdateAllAsync<T>(this SimpleCrmDbContext db, IReadOnlyCollection<T> rows, string[] columnNames, CancellationToken cancellationToken) where T : class
    {
        if (rows.Count == 0)
            return;
        var (entity, table, names) = Describe<T>(db);
        var changed = columnNames.Select(name => entity.FindProperty(name)!).ToArray();
        var key = entity.FindPrimaryKey()!.Properties;
        IProperty[] columns = [.. changed, .. key];
        await using var command = Command(db,
            $"UPDATE {table} SET {string.Join(", ", changed.Select((c, i) => $"{names(c)} = @p{i}"))} " +
            $"WHERE {string.Join(" AND ", key.Select((k, i) => $"{names(k)} = @p{changed.Length + i}"))}", columns);
        await ExecuteAsync(command, columns, rows, cancellationToken);
    }

    private static (IEntityType Entity, string Table, Func<IProperty, string> Names) Describe<T>(SimpleCrmDbContext db)
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        var sql = db.GetService<ISqlGenerationHelper>();
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
        return (entity, sql.DelimitIdentifier(table.Name, table.Schema), property => sql.DelimitIdentifier(property.GetColumnName(table)!));
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
        var readers = columns.Select(c => (Getter: c.GetGetter(), c.GetTypeMapping().Converter)).ToArray();
        foreach (var row in rows)
        {
            for (var i = 0; i < readers.Length; i++)
            {
                var value = readers[i].Getter.GetClrValue(row);
                command.Parameters[i].Value = value is null ? DBNull.Value : readers[i].Converter?.ConvertToProvider(value) ?? value;
            }
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

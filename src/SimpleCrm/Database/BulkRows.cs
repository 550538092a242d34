using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace SimpleCrm.Database;

/// <summary>Writes many rows of one kind in the way that is fastest on the context's database (<see cref="IBulkRows"/>).</summary>
internal static class BulkRows
{
    /// <summary>Inserts rows, in the context's open transaction.</summary>
    public static Task InsertAllAsync<T>(this SimpleCrmDbContext db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class =>
        rows.Count == 0 ? Task.CompletedTask : DatabaseEngines.Of(db).Rows.InsertAsync(db, rows, cancellationToken);

    /// <summary>Updates the named columns of rows, found by their key, in the context's open transaction.</summary>
    public static Task UpdateAllAsync<T>(this SimpleCrmDbContext db, IReadOnlyCollection<T> rows, string[] columnNames, CancellationToken cancellationToken) where T : class =>
        rows.Count == 0 ? Task.CompletedTask : DatabaseEngines.Of(db).Rows.UpdateAsync(db, rows, columnNames, cancellationToken);

    /// <summary>The table of an entity and the names of its columns, delimited.</summary>
    internal static (IEntityType Entity, string Table, Func<IProperty, string> Names) Describe<T>(SimpleCrmDbContext db)
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        var sql = db.GetService<ISqlGenerationHelper>();
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
        return (entity, sql.DelimitIdentifier(table.Name, table.Schema), property => sql.DelimitIdentifier(property.GetColumnName(table)!));
    }

    /// <summary>Reads columns of a row as the database takes them.</summary>
    internal static Func<object, object?>[] Readers(IEnumerable<IProperty> columns) =>
        [.. columns.Select(column =>
        {
            var (getter, converter) = (column.GetGetter(), column.GetTypeMapping().Converter);
            return (Func<object, object?>)(row => getter.GetClrValue(row) is { } value ? converter?.ConvertToProvider(value) ?? value : null);
        })];
}

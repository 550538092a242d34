namespace SimpleCrm.Database;

/// <summary>
/// Writes many rows of one kind at once, in the context's open transaction and by the context's own model. For the intake, where change
/// tracking would cost more than the database does; rows written so are not tracked. Only entities without complex or owned parts.
/// </summary>
internal interface IBulkRows
{
    /// <summary>Inserts rows.</summary>
    Task InsertAsync<T>(SimpleCrmDbContext db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class;

    /// <summary>Updates the named columns of rows, found by their key.</summary>
    Task UpdateAsync<T>(SimpleCrmDbContext db, IReadOnlyCollection<T> rows, string[] columnNames, CancellationToken cancellationToken) where T : class;
}

using SimpleCrm.Database.Search;

namespace SimpleCrm.Database.Sqlite;

/// <summary>FTS5.</summary>
internal sealed class SqliteSearchIndex : ISearchIndex
{
    public IAsyncEnumerable<SearchHit> FindAsync(SimpleCrmDbContext db, SearchRequest request, CancellationToken cancellationToken) =>
        SearchIndexReader.FindAsync(db, request, cancellationToken);

    public Task WriteAsync(SimpleCrmDbContext db, IReadOnlyList<SearchIndexEntry> entries, CancellationToken cancellationToken)
    {
        using var writer = new SearchIndexWriter(db);
        foreach (var entry in entries)
            writer.Write(entry);
        return Task.CompletedTask;
    }
}

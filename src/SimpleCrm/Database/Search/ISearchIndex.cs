namespace SimpleCrm.Database.Search;

/// <summary>The full-text index of one database. All of them take the same words to the same emails.</summary>
internal interface ISearchIndex
{
    /// <summary>Reads hits newest first, across mailboxes, no further than the caller takes them.</summary>
    IAsyncEnumerable<SearchHit> FindAsync(SimpleCrmDbContext db, SearchRequest request, CancellationToken cancellationToken);

    /// <summary>Puts emails' words into the index in place of those they had, and marks them as indexed, in the context's open transaction.</summary>
    Task WriteAsync(SimpleCrmDbContext db, IReadOnlyList<SearchIndexEntry> entries, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a backfill hands in the words of many emails together with the emails. Where writers wait for one another it does not: they would wait
    /// for the index too.
    /// </summary>
    bool TakesNewEmails => false;

    /// <summary>Puts in the words of emails that the context's open transaction has inserted, and that are stored as indexed.</summary>
    Task AddAsync(SimpleCrmDbContext db, IReadOnlyList<SearchIndexEntry> entries, CancellationToken cancellationToken) => WriteAsync(db, entries, cancellationToken);
}

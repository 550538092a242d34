using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database.Search;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Database;

/// <summary>What one database does in its own way. Everything else is the same model and the same queries for all of them.</summary>
internal interface IDatabaseEngine
{
    /// <summary>The value of <c>Database:Provider</c>.</summary>
    string Name { get; }

    /// <summary>A connection string of the right form, to show to somebody whose own is not.</summary>
    string Example { get; }

    ISearchIndex Search { get; }

    IBulkRows Rows { get; }

    /// <summary>Points a context at a database.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    void Use(DbContextOptionsBuilder options, string connectionString, DatabaseOptions settings);

    /// <summary>Completes the model: collations, filters and whatever else has no common form.</summary>
    void Complete(ModelBuilder model);

    /// <summary>Waits until no other open transaction holds this key, and holds it until the context's own transaction ends.</summary>
    Task LockAsync(SimpleCrmDbContext db, long key, CancellationToken cancellationToken);

    /// <summary>Applies missing migrations. Processes that start together wait for one another; one that was killed on the way blocks nobody.</summary>
    Task MigrateAsync(SimpleCrmDbContext db, CancellationToken cancellationToken);

    /// <summary>DiskFull, DatabaseBusy, or null when the failure is of another kind.</summary>
    MailboxProblem? Classify(Exception exception);

    /// <summary>Why the database cannot be reached, without secrets; null when the failure is of another kind.</summary>
    string? Unreachable(Exception exception);
}

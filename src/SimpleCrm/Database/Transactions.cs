using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace SimpleCrm.Database;

/// <summary>Transactions that wait for one another.</summary>
internal static class Transactions
{
    /// <summary>The key of everything that decides who may get in.</summary>
    public const long People = 1;

    /// <summary>The key of addresses and domains of CRM records, of which only one record has each.</summary>
    public const long Records = 2;

    /// <summary>
    /// Begins a transaction that waits for any other with the same key, a mailbox's id or <see cref="People"/>: what it reads, nobody changes under
    /// it. Different keys do not wait for one another, unless the database has but one writer.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginAsync(this SimpleCrmDbContext db, long key, CancellationToken cancellationToken)
    {
        // Read committed: each statement sees what was committed while the lock was waited for.
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await db.LockAsync(key, cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Holds a key until the open transaction ends. Several are taken in ascending order, so that nobody waits in a circle.</summary>
    public static Task LockAsync(this SimpleCrmDbContext db, long key, CancellationToken cancellationToken) =>
        DatabaseEngines.Of(db).LockAsync(db, key, cancellationToken);

    /// <summary>
    /// Runs a whole transaction on a context of its own, and runs it again when a server database refused it for a passing reason. Whether a commit
    /// whose answer was lost took place cannot be known, so this is for work that may be done twice.
    /// </summary>
    public static async Task<T> RetriedAsync<T>(
        this IDbContextFactory<SimpleCrmDbContext> contexts, Func<SimpleCrmDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var outer = await contexts.CreateDbContextAsync(cancellationToken);
        return await outer.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await work(db);
        });
    }
}

using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace SimpleCrm.Database;

/// <summary>Transactions that change a mailbox's mail.</summary>
internal static class Transactions
{
    /// <summary>
    /// Begins a transaction that waits for any other on the same mailbox: what it reads, nobody changes under it. Mailboxes do not wait for one
    /// another, unless the database has but one writer.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginAsync(this SimpleCrmDbContext db, long mailboxId, CancellationToken cancellationToken)
    {
        // Each statement must see what was committed while the lock was waited for.
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await db.LockAsync(mailboxId, cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Holds a mailbox until the open transaction ends. Several are taken in ascending order, so that nobody waits in a circle.</summary>
    public static Task LockAsync(this SimpleCrmDbContext db, long mailboxId, CancellationToken cancellationToken) =>
        DatabaseEngines.Of(db).LockAsync(db, mailboxId, cancellationToken);

    /// <summary>
    /// Runs a whole transaction, on a context of its own, and runs it again when the database says that it lost to another or to a broken
    /// connection before anything was committed. The work must change nothing but the database.
    /// </summary>
    public static async Task<T> SerializableAsync<T>(
        this IDbContextFactory<SimpleCrmDbContext> contexts, Func<SimpleCrmDbContext, IDbContextTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var outer = await contexts.CreateDbContextAsync(cancellationToken);
        return await outer.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
            return await work(db, transaction);
        });
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SimpleCrm.Contacts;
using SimpleCrm.Deals;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;

namespace SimpleCrm.Database;

/// <summary>
/// Tells open screens which records changed, after the commit. What is tracked is found here; statements that pass the tracker by name their records
/// in <see cref="SimpleCrmDbContext.Changed"/>.
/// </summary>
internal sealed class RecordNotices(LiveFeed feed) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is SimpleCrmDbContext db)
            Collect(db);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        // Within a transaction nobody else sees it yet.
        if (eventData.Context is SimpleCrmDbContext { Database.CurrentTransaction: null } db)
            Tell(db);
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is SimpleCrmDbContext db)
            Tell(db);
        return Task.CompletedTask;
    }

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        (eventData.Context as SimpleCrmDbContext)?.Changed.Clear();
        return Task.CompletedTask;
    }

    private static void Collect(SimpleCrmDbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached)
                continue;
            if (entry.Entity is RecordLink link)
                db.Changed.Add(new RecordReference(link.Kind, link.RecordId));
            else if (entry.Entity is CrmRecord record)
                db.Changed.Add(new RecordReference(KindOf(record.GetType()), record.Id));
        }
    }

    /// <summary>The kind of a type of records.</summary>
    public static RecordKind KindOf(Type type) =>
        type == typeof(Contact) ? RecordKind.Contact : type == typeof(Lead) ? RecordKind.Lead : type == typeof(Company) ? RecordKind.Company : RecordKind.Deal;

    private void Tell(SimpleCrmDbContext db)
    {
        if (db.Changed.Count == 0)
            return;
        feed.Publish(new LiveChange { MailboxId = 0, OwnerId = 0, Records = [.. db.Changed] });
        db.Changed.Clear();
    }
}

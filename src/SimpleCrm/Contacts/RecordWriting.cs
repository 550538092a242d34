using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Timeline;

namespace SimpleCrm.Contacts;

/// <summary>How records of all kinds are stored, deleted and restored: one after the other, so that nobody's change is written over unseen.</summary>
internal static class RecordWriting
{
    /// <summary>Stores a new record (id null), or changes the one whose version was seen.</summary>
    /// <param name="viewer">Who changes it; what they change is logged.</param>
    /// <param name="load">The records with what <paramref name="apply"/> changes.</param>
    /// <param name="apply">Takes in what was entered, and says what is wrong with it.</param>
    /// <param name="view">The record as it is shown; null when it is not there.</param>
    public static async Task<RecordOutcome<TView>> SaveAsync<T, TView>(
        this IDbContextFactory<SimpleCrmDbContext> contexts, Viewer viewer, long? id, int version, DateTime now, Func<SimpleCrmDbContext, IQueryable<T>> load,
        Func<SimpleCrmDbContext, T, Task<Mistakes>> apply, Func<SimpleCrmDbContext, long, Task<TView?>> view, CancellationToken cancellationToken)
        where T : CrmRecord, new() where TView : class
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var row = id is null ? new T() : await load(db).SingleOrDefaultAsync(r => r.Id == id && r.DeletedAt == null, cancellationToken);
        if (row is null)
            return RecordOutcome<TView>.Unknown;
        if (id is not null && row.Version != version)
            return RecordOutcome<TView>.Changed((await view(db, row.Id))!);
        var mistakes = await apply(db, row);
        if (mistakes.Any)
            return RecordOutcome<TView>.Wrong(mistakes.Found);
        row.SortName = RecordLists.SortName(row.Name);
        row.Touch(now, id is null);
        if (id is null)
            db.Add(row);
        else
            await db.AddChangesAsync(row, viewer.UserId, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        // Read before others may go on: they may delete it.
        var stored = (await view(db, row.Id))!;
        await transaction.CommitAsync(cancellationToken);
        return RecordOutcome<TView>.Done(stored);
    }

    /// <summary>Deletes a record so that it can be restored.</summary>
    /// <returns>False when there is no such record, or it is not the viewer's to delete.</returns>
    public static async Task<bool> DeleteAsync<T>(this IDbContextFactory<SimpleCrmDbContext> contexts, Viewer viewer, long id, DateTime now, CancellationToken cancellationToken) where T : CrmRecord
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var isDeleted = await MarkAsync(db, DeletableBy(db, db.Set<T>().Where(r => r.DeletedAt == null), viewer), id, now, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isDeleted;
    }

    /// <summary>Takes deleting back.</summary>
    /// <param name="check">What may stand against it by now.</param>
    /// <returns>Unknown when there is no such deleted record, or it is not the viewer's.</returns>
    public static async Task<RecordOutcome<TView>> RestoreAsync<T, TView>(
        this IDbContextFactory<SimpleCrmDbContext> contexts, Viewer viewer, long id, DateTime now, Func<SimpleCrmDbContext, long, Mistakes, CancellationToken, Task> check,
        Func<SimpleCrmDbContext, long, Task<TView?>> view, CancellationToken cancellationToken)
        where T : CrmRecord where TView : class
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        if (await RestoreAsync<T>(db, viewer, id, now, check, cancellationToken) is not { } mistakes)
            return RecordOutcome<TView>.Unknown;
        if (mistakes.Any)
            return RecordOutcome<TView>.Wrong(mistakes.Found);
        var stored = (await view(db, id))!;
        await transaction.CommitAsync(cancellationToken);
        return RecordOutcome<TView>.Done(stored);
    }

    /// <summary>The same within an open transaction.</summary>
    /// <returns>What stands against it; null when there is no such deleted record, or it is not the viewer's.</returns>
    internal static async Task<Mistakes?> RestoreAsync<T>(
        SimpleCrmDbContext db, Viewer viewer, long id, DateTime now, Func<SimpleCrmDbContext, long, Mistakes, CancellationToken, Task> check, CancellationToken cancellationToken) where T : CrmRecord
    {
        var deleted = DeletableBy(db, db.Set<T>().Where(r => r.DeletedAt != null), viewer);
        if (!await deleted.AnyAsync(r => r.Id == id, cancellationToken))
            return null;
        var mistakes = new Mistakes();
        if (await deleted.AnyAsync(r => r.Id == id && r.MergedIntoId != null, cancellationToken))
            mistakes.Add("id", "This record was merged into another one. Open that one and undo the merge.");
        else
            await check(db, id, mistakes, cancellationToken);
        if (!mistakes.Any)
            await MarkAsync(db, deleted, id, null, now, cancellationToken);
        return mistakes;
    }

    /// <summary>Marks a change.</summary>
    public static void Touch(this CrmRecord record, DateTime now, bool isNew)
    {
        record.UpdatedAt = now;
        if (isNew)
            record.CreatedAt = now;
        else
            record.Version++;
    }

    /// <summary>An owner must be somebody who is active.</summary>
    public static async Task CheckOwnerAsync(SimpleCrmDbContext db, long? ownerId, long? formerId, Mistakes mistakes, CancellationToken cancellationToken)
    {
        if (ownerId is { } owner && owner != formerId && !await db.Users.AnyAsync(u => u.Id == owner && !u.IsDisabled, cancellationToken))
            mistakes.Add("ownerId", "Choose an active person of the team as the owner.");
    }

    /// <summary>A company must be there; one that was deleted since may stay.</summary>
    public static async Task CheckCompanyAsync(SimpleCrmDbContext db, long? companyId, long? formerId, Mistakes mistakes, CancellationToken cancellationToken)
    {
        if (companyId is { } company && company != formerId && !await db.Companies.AnyAsync(c => c.Id == company && c.DeletedAt == null, cancellationToken))
            mistakes.Add("companyId", "There is no such company. Choose one from the list, or add it first.");
    }

    // Owners delete what is theirs, anybody what is nobody's, managers what is their teams', admins everything.
    internal static IQueryable<T> DeletableBy<T>(SimpleCrmDbContext db, IQueryable<T> records, Viewer viewer) where T : CrmRecord => viewer.Role switch
    {
        Role.Admin => records,
        Role.Manager => records.Where(r => r.OwnerId == null || r.OwnerId == viewer.UserId || db.ManagedBy(viewer).Any(u => u.Id == r.OwnerId)),
        _ => records.Where(r => r.OwnerId == null || r.OwnerId == viewer.UserId),
    };

    private static async Task<bool> MarkAsync<T>(SimpleCrmDbContext db, IQueryable<T> records, long id, DateTime? deletedAt, DateTime now, CancellationToken cancellationToken) where T : CrmRecord
    {
        db.Changed.Add(new RecordReference(RecordNotices.KindOf(typeof(T)), id));
        return await records.Where(r => r.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.DeletedAt, deletedAt).SetProperty(r => r.UpdatedAt, now).SetProperty(r => r.Version, r => r.Version + 1), cancellationToken) > 0;
    }
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Timeline;

namespace SimpleCrm.Contacts;

/// <summary>Acts on many records at once, all or nothing.</summary>
internal static class RecordBatches
{
    // A statement takes some two thousand parameters at most.
    private const int Batch = 500;

    public static async Task<IReadOnlyList<long>> DeleteAsync<T>(
        this IDbContextFactory<SimpleCrmDbContext> contexts, Viewer viewer, IReadOnlyList<long> ids, DateTime now, CancellationToken cancellationToken) where T : CrmRecord
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var deleted = new List<long>();
        foreach (var batch in ids.Distinct().Chunk(Batch))
        {
            var found = await RecordWriting.DeletableBy(db, db.Set<T>().Where(r => r.DeletedAt == null && batch.Contains(r.Id)), viewer).Select(r => r.Id).ToListAsync(cancellationToken);
            await db.Set<T>().Where(r => found.Contains(r.Id))
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.DeletedAt, now).SetProperty(r => r.UpdatedAt, now).SetProperty(r => r.Version, r => r.Version + 1), cancellationToken);
            db.Changed.UnionWith(found.Select(id => new RecordReference(RecordNotices.KindOf(typeof(T)), id)));
            deleted.AddRange(found);
        }
        await transaction.CommitAsync(cancellationToken);
        return deleted;
    }

    /// <returns>What stood against those that stay deleted.</returns>
    public static async Task<IReadOnlyList<string>> RestoreAsync<T>(
        this IDbContextFactory<SimpleCrmDbContext> contexts, Viewer viewer, IReadOnlyList<long> ids, DateTime now, Func<SimpleCrmDbContext, long, Mistakes, CancellationToken, Task> check,
        CancellationToken cancellationToken) where T : CrmRecord
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var refusals = new List<string>();
        foreach (var id in ids.Distinct())
        {
            var mistakes = await RecordWriting.RestoreAsync<T>(db, viewer, id, now, check, cancellationToken);
            if (mistakes is not { Any: false })
                refusals.Add(mistakes?.Found.Values.First()[0] ?? "It is not there any more.");
        }
        await transaction.CommitAsync(cancellationToken);
        return refusals;
    }

    public static async Task<IReadOnlyList<FormerOwner>?> AssignAsync<T>(
        this IDbContextFactory<SimpleCrmDbContext> contexts, Viewer viewer, IReadOnlyList<long> ids, long? ownerId, DateTime now, CancellationToken cancellationToken) where T : CrmRecord
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        if (ownerId is { } owner && !await db.Users.AnyAsync(u => u.Id == owner && !u.IsDisabled, cancellationToken))
            return null;
        var former = new List<FormerOwner>();
        foreach (var batch in ids.Distinct().Chunk(Batch))
        {
            var found = await db.Set<T>().Where(r => r.DeletedAt == null && batch.Contains(r.Id)).Select(r => new { r.Id, r.OwnerId }).ToListAsync(cancellationToken);
            var changing = found.Where(r => r.OwnerId != ownerId).ToList();
            var keys = changing.ConvertAll(r => r.Id);
            await db.Set<T>().Where(r => keys.Contains(r.Id))
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.OwnerId, ownerId).SetProperty(r => r.UpdatedAt, now).SetProperty(r => r.Version, r => r.Version + 1), cancellationToken);
            db.Changed.UnionWith(keys.Select(id => new RecordReference(RecordNotices.KindOf(typeof(T)), id)));
            var owners = changing.ConvertAll(r => new FormerOwner(r.Id, r.OwnerId));
            await db.LogOwnersAsync<T>(owners, ownerId, viewer.UserId, now, cancellationToken);
            former.AddRange(owners);
        }
        await transaction.CommitAsync(cancellationToken);
        return former;
    }
}

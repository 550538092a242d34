using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

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
            deleted.AddRange(found);
        }
        await transaction.CommitAsync(cancellationToken);
        return deleted;
    }

    public static async Task<IReadOnlyList<FormerOwner>?> AssignAsync<T>(
        this IDbContextFactory<SimpleCrmDbContext> contexts, IReadOnlyList<long> ids, long? ownerId, DateTime now, CancellationToken cancellationToken) where T : CrmRecord
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
            former.AddRange(changing.Select(r => new FormerOwner(r.Id, r.OwnerId)));
        }
        await transaction.CommitAsync(cancellationToken);
        return former;
    }
}

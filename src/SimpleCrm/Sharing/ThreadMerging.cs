using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Sharing;

/// <summary>What people said about conversations, when these become one or are deleted.</summary>
internal static class ThreadMerging
{
    /// <summary>Call it before the emails of the merged conversations move.</summary>
    public static async Task RunAsync(SimpleCrmDbContext db, long mailboxId, long survivor, IReadOnlyCollection<long> merged, CancellationToken cancellationToken)
    {
        if (!await IsNeededAsync(db, [survivor, .. merged], cancellationToken))
            return;
        await ThreadSharing.MergeAsync(db, mailboxId, survivor, merged, cancellationToken);
        await db.AccessRequests.Where(r => r.ThreadId != null && merged.Contains(r.ThreadId.Value)).ExecuteUpdateAsync(s => s.SetProperty(r => r.ThreadId, survivor), cancellationToken);
        await db.ThreadComments.Where(c => merged.Contains(c.ThreadId)).ExecuteUpdateAsync(s => s.SetProperty(c => c.ThreadId, survivor), cancellationToken);
        await db.Notifications.Where(n => n.ThreadId != null && merged.Contains(n.ThreadId.Value)).ExecuteUpdateAsync(s => s.SetProperty(n => n.ThreadId, survivor), cancellationToken);
        var follows = await db.ThreadFollows.AsNoTracking().Where(f => merged.Contains(f.ThreadId)).ToListAsync(cancellationToken);
        if (follows.Count == 0)
            return;
        var there = await db.ThreadFollows.Where(f => f.ThreadId == survivor).Select(f => f.UserId).ToListAsync(cancellationToken);
        await db.ThreadFollows.Where(f => merged.Contains(f.ThreadId)).ExecuteDeleteAsync(cancellationToken);
        await db.InsertAllAsync([.. follows.Where(f => !there.Contains(f.UserId)).DistinctBy(f => f.UserId).Select(f => new Comments.ThreadFollow { ThreadId = survivor, UserId = f.UserId, At = f.At })], cancellationToken);
    }

    // A first synchronisation joins thousands of conversations about which nobody has said anything yet.
    private static Task<bool> IsNeededAsync(SimpleCrmDbContext db, IReadOnlyCollection<long> all, CancellationToken cancellationToken) =>
        db.Threads.AnyAsync(t => all.Contains(t.Id) && (db.ThreadShares.Any(s => s.ThreadId == t.Id) || db.ThreadGrants.Any(g => g.ThreadId == t.Id) || db.AccessRequests.Any(r => r.ThreadId == t.Id)
            || db.ThreadComments.Any(c => c.ThreadId == t.Id) || db.ThreadFollows.Any(f => f.ThreadId == t.Id) || db.Notifications.Any(n => n.ThreadId == t.Id)), cancellationToken);

    /// <summary>Removes all that belongs to conversations which are being deleted.</summary>
    public static async Task RemoveAsync(SimpleCrmDbContext db, IReadOnlyCollection<long> threadIds, CancellationToken cancellationToken)
    {
        await db.ThreadShares.Where(s => threadIds.Contains(s.ThreadId)).ExecuteDeleteAsync(cancellationToken);
        await db.ThreadGrants.Where(g => threadIds.Contains(g.ThreadId)).ExecuteDeleteAsync(cancellationToken);
        await db.AccessRequests.Where(r => r.ThreadId != null && threadIds.Contains(r.ThreadId.Value)).ExecuteDeleteAsync(cancellationToken);
        await db.ThreadComments.Where(c => threadIds.Contains(c.ThreadId)).ExecuteDeleteAsync(cancellationToken);
        await db.ThreadFollows.Where(f => threadIds.Contains(f.ThreadId)).ExecuteDeleteAsync(cancellationToken);
        await db.Notifications.Where(n => n.ThreadId != null && threadIds.Contains(n.ThreadId.Value)).ExecuteDeleteAsync(cancellationToken);
    }
}

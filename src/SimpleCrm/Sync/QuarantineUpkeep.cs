using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Sync;

/// <summary>Keeps the list of emails that could not be taken in: one row each, tried again after ever longer waits.</summary>
internal static class QuarantineUpkeep
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Notes the page's failures and forgets what succeeded or is gone, in the page's transaction.</summary>
    public static async Task ApplyAsync(SimpleCrmDbContext db, IntakePage page, DateTime now, CancellationToken cancellationToken)
    {
        var ids = page.Items.Select(i => i.RemoteId).Concat(page.Gone).ToList();
        if (ids.Count == 0)
            return;
        var rows = await db.Quarantine.AsNoTracking().Where(q => q.FolderId == page.FolderId && ids.Contains(q.RemoteId)).ToDictionaryAsync(q => q.RemoteId, cancellationToken);
        var failures = page.Items.Where(i => i.Failure is not null).DistinctBy(i => i.RemoteId).ToList();
        var (repeated, added) = (new List<QuarantinedItem>(), new List<QuarantinedItem>());
        foreach (var failure in failures)
        {
            var known = rows.Remove(failure.RemoteId, out var row);
            row ??= new QuarantinedItem { MailboxId = page.MailboxId, FolderId = page.FolderId, RemoteId = failure.RemoteId, FirstFailedAt = now };
            row.Reason = failure.Failure!;
            row.NextTryAt = now + Wait(row.Attempts++);
            (known ? repeated : added).Add(row);
        }
        await db.InsertAllAsync(added, cancellationToken);
        await db.UpdateAllAsync(repeated, [nameof(QuarantinedItem.Reason), nameof(QuarantinedItem.Attempts), nameof(QuarantinedItem.NextTryAt)], cancellationToken);
        var settled = rows.Values.Select(q => q.Id).ToList();
        if (settled.Count > 0)
            await db.Quarantine.Where(q => settled.Contains(q.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Forgets failures of emails that the server no longer has.</summary>
    public static async Task ForgetAsync(SimpleCrmDbContext db, long folderId, IReadOnlyCollection<string> remoteIds, CancellationToken cancellationToken)
    {
        foreach (var chunk in remoteIds.Chunk(500))
        {
            var ids = chunk.ToList();
            await db.Quarantine.Where(q => q.FolderId == folderId && ids.Contains(q.RemoteId)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private static TimeSpan Wait(int attempts) => FirstWait * Math.Pow(4, Math.Min(attempts, 5)) is var wait && wait < LongestWait ? wait : LongestWait;
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>
/// Applies what the server says about emails that are known: flags and removals. Fields with an operation on its way to the server are
/// left as the person set them.
/// </summary>
internal static class PlacementUpkeep
{
    private const int Chunk = 500;

    /// <summary>A known placement and the server's flags for it.</summary>
    public sealed record Observation(long PlacementId, RemoteEmail Remote);

    /// <summary>Takes over flags that differ from what was last seen. Returns the threads whose rows must be refreshed.</summary>
    public static async Task<HashSet<long>> ApplyFlagsAsync(SimpleCrmDbContext db, long mailboxId, IReadOnlyCollection<Observation> observations, CancellationToken cancellationToken)
    {
        var threads = new HashSet<long>();
        foreach (var chunk in observations.Chunk(Chunk))
        {
            var remotes = chunk.ToDictionary(o => o.PlacementId, o => o.Remote);
            var ids = remotes.Keys.ToList();
            var rows = await (from p in db.Placements.AsNoTracking()
                              join e in db.Emails.AsNoTracking() on p.EmailId equals e.Id
                              where ids.Contains(p.Id)
                              select new { Placement = p, Email = e }).ToListAsync(cancellationToken);
            var shields = await ShieldsAsync(db, mailboxId, rows.Select(r => r.Email.Id), cancellationToken);
            var placements = new List<Placement>();
            var emails = new Dictionary<long, Email>();
            foreach (var row in rows)
            {
                var (placement, remote) = (row.Placement, remotes[row.Placement.Id]);
                var email = emails.GetValueOrDefault(row.Email.Id) ?? row.Email;
                var changed = false;
                if (placement.RemoteIsRead != remote.IsRead && !shields.Contains((email.Id, OperationKind.SetRead)) && email.IsRead != remote.IsRead)
                {
                    email.IsRead = remote.IsRead;
                    changed = true;
                }
                if (placement.RemoteIsStarred != remote.IsStarred && !shields.Contains((email.Id, OperationKind.SetStarred)) && email.IsStarred != remote.IsStarred)
                {
                    email.IsStarred = remote.IsStarred;
                    changed = true;
                }
                if (email.IsAnswered != remote.IsAnswered)
                {
                    email.IsAnswered = remote.IsAnswered;
                    changed = true;
                }
                if (changed)
                {
                    emails[email.Id] = email;
                    threads.Add(email.ThreadId);
                }
                if (placement.RemoteIsRead != remote.IsRead || placement.RemoteIsStarred != remote.IsStarred)
                {
                    (placement.RemoteIsRead, placement.RemoteIsStarred) = (remote.IsRead, remote.IsStarred);
                    placements.Add(placement);
                }
            }
            await db.UpdateAllAsync(placements, [nameof(Placement.RemoteIsRead), nameof(Placement.RemoteIsStarred)], cancellationToken);
            await db.UpdateAllAsync(emails.Values, [nameof(Email.IsRead), nameof(Email.IsStarred), nameof(Email.IsAnswered)], cancellationToken);
        }
        return threads;
    }

    /// <summary>
    /// Removes placements that the server no longer has. Emails left without any become orphans: they are deleted only after a later
    /// round over all folders has not found them elsewhere. Returns the threads whose rows must be refreshed.
    /// </summary>
    public static async Task<HashSet<long>> RemoveAsync(SimpleCrmDbContext db, IReadOnlyCollection<long> placementIds, DateTime now, CancellationToken cancellationToken)
    {
        var threads = new HashSet<long>();
        foreach (var chunk in placementIds.Chunk(Chunk))
        {
            var ids = chunk.ToList();
            var emailIds = await db.Placements.Where(p => ids.Contains(p.Id)).Select(p => p.EmailId).Distinct().ToListAsync(cancellationToken);
            await db.Placements.Where(p => ids.Contains(p.Id)).ExecuteDeleteAsync(cancellationToken);
            await db.Emails.Where(e => emailIds.Contains(e.Id) && e.OrphanedAt == null && !db.Placements.Any(p => p.EmailId == e.Id))
                .ExecuteUpdateAsync(s => s.SetProperty(e => e.OrphanedAt, now), cancellationToken);
            threads.UnionWith(await db.Emails.Where(e => emailIds.Contains(e.Id)).Select(e => e.ThreadId).Distinct().ToListAsync(cancellationToken));
        }
        return threads;
    }

    /// <summary>The fields that an operation is about to set at the server.</summary>
    public static async Task<HashSet<(long EmailId, OperationKind Kind)>> ShieldsAsync(SimpleCrmDbContext db, long mailboxId, IEnumerable<long> emailIds, CancellationToken cancellationToken)
    {
        var ids = emailIds.Distinct().ToList();
        var found = await db.PendingOperations.AsNoTracking()
            .Where(o => o.MailboxId == mailboxId && ids.Contains(o.EmailId) && (o.State == OperationState.Waiting || o.State == OperationState.Applying))
            .Select(o => new { o.EmailId, o.Kind }).ToListAsync(cancellationToken);
        return [.. found.Select(o => (o.EmailId, o.Kind))];
    }
}

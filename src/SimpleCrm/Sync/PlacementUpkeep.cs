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

    /// <summary>Takes over flags that the server shows. Returns the threads whose rows must be refreshed.</summary>
    /// <param name="areOfMessages">The flags are the message's in every folder (stable ids).</param>
    public static async Task<HashSet<long>> ApplyFlagsAsync(SimpleCrmDbContext db, long mailboxId, bool areOfMessages, IReadOnlyCollection<Observation> observations, CancellationToken cancellationToken)
    {
        var threads = new HashSet<long>();
        foreach (var chunk in observations.Chunk(Chunk))
        {
            var remotes = chunk.ToDictionary(o => o.PlacementId, o => o.Remote);
            var ids = remotes.Keys.ToList();
            var placements = await db.Placements.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(cancellationToken);
            if (areOfMessages)
                await AddCopiesAsync(db, placements, remotes, cancellationToken);
            foreach (var placement in placements)
                (placement.RemoteIsRead, placement.RemoteIsStarred) = (remotes[placement.Id].IsRead, remotes[placement.Id].IsStarred);
            await db.UpdateAllAsync(placements, [nameof(Placement.RemoteIsRead), nameof(Placement.RemoteIsStarred)], cancellationToken);
            var answered = placements.Where(p => remotes[p.Id].IsAnswered).Select(p => p.EmailId).ToList();
            if (answered.Count > 0)
                await db.Emails.Where(e => answered.Contains(e.Id) && !e.IsAnswered).ExecuteUpdateAsync(s => s.SetProperty(e => e.IsAnswered, true), cancellationToken);
            threads.UnionWith(await ApplyMarksAsync(db, placements.DistinctBy(p => p.EmailId).ToDictionary(p => p.EmailId, p => remotes[p.Id]), cancellationToken));
            threads.UnionWith(await DeriveFlagsAsync(db, mailboxId, [.. placements.Select(p => p.EmailId)], cancellationToken));
        }
        return threads;
    }

    // Categories and focus are only read from the provider, so that no operation of the person shields them.
    private static async Task<HashSet<long>> ApplyMarksAsync(SimpleCrmDbContext db, Dictionary<long, RemoteEmail> remotes, CancellationToken cancellationToken)
    {
        var ids = remotes.Where(r => r.Value.Categories is not null || r.Value.Focus is not null).Select(r => r.Key).ToList();
        if (ids.Count == 0)
            return [];
        var emails = await db.Emails.AsNoTracking().Where(e => ids.Contains(e.Id)).Select(e => new Email { Id = e.Id, ThreadId = e.ThreadId, Categories = e.Categories, Focus = e.Focus }).ToListAsync(cancellationToken);
        var changed = new List<Email>();
        foreach (var email in emails)
        {
            var (categories, focus) = (remotes[email.Id].Categories ?? email.Categories, remotes[email.Id].Focus ?? email.Focus);
            if ((categories, focus) == (email.Categories, email.Focus))
                continue;
            (email.Categories, email.Focus) = (categories, focus);
            changed.Add(email);
        }
        await db.UpdateAllAsync(changed, [nameof(Email.Categories), nameof(Email.Focus)], cancellationToken);
        return [.. changed.Select(e => e.ThreadId)];
    }

    private static async Task AddCopiesAsync(SimpleCrmDbContext db, List<Placement> placements, Dictionary<long, RemoteEmail> remotes, CancellationToken cancellationToken)
    {
        var seen = placements.DistinctBy(p => p.EmailId).ToDictionary(p => p.EmailId, p => remotes[p.Id]);
        var emailIds = seen.Keys.ToList();
        foreach (var copy in await db.Placements.AsNoTracking().Where(p => emailIds.Contains(p.EmailId) && !p.IsPendingAddition).ToListAsync(cancellationToken))
            if (copy.RemoteId == seen[copy.EmailId].RemoteId && remotes.TryAdd(copy.Id, seen[copy.EmailId]))
                placements.Add(copy);
    }

    /// <summary>
    /// Makes read and star of emails what their copies at the server say: read when every copy is, starred when any is. Returns the threads
    /// of emails that changed.
    /// </summary>
    public static async Task<HashSet<long>> DeriveFlagsAsync(SimpleCrmDbContext db, long mailboxId, IReadOnlyCollection<long> emailIds, CancellationToken cancellationToken)
    {
        var threads = new HashSet<long>();
        foreach (var chunk in emailIds.Distinct().Chunk(Chunk))
        {
            var ids = chunk.ToList();
            var emails = await db.Emails.AsNoTracking().Where(e => ids.Contains(e.Id)).Select(e => new Email { Id = e.Id, ThreadId = e.ThreadId, IsRead = e.IsRead, IsStarred = e.IsStarred }).ToListAsync(cancellationToken);
            var copies = (await db.Placements.AsNoTracking().Where(p => ids.Contains(p.EmailId) && !p.IsPendingAddition)
                .Select(p => new { p.EmailId, p.RemoteIsRead, p.RemoteIsStarred }).ToListAsync(cancellationToken)).ToLookup(p => p.EmailId);
            var shields = await ShieldsAsync(db, mailboxId, ids, cancellationToken);
            var changed = new List<Email>();
            foreach (var email in emails.Where(e => copies[e.Id].Any()))
            {
                var read = shields.Contains((email.Id, OperationKind.SetRead)) ? email.IsRead : copies[email.Id].All(p => p.RemoteIsRead);
                var starred = shields.Contains((email.Id, OperationKind.SetStarred)) ? email.IsStarred : copies[email.Id].Any(p => p.RemoteIsStarred);
                if ((read, starred) == (email.IsRead, email.IsStarred))
                    continue;
                (email.IsRead, email.IsStarred) = (read, starred);
                changed.Add(email);
                threads.Add(email.ThreadId);
            }
            await db.UpdateAllAsync(changed, [nameof(Email.IsRead), nameof(Email.IsStarred)], cancellationToken);
        }
        return threads;
    }

    /// <summary>
    /// Removes placements that the server no longer has. Emails left without any become orphans: they are deleted only after a later
    /// round over all folders has not found them elsewhere. Returns the threads whose rows must be refreshed.
    /// </summary>
    public static async Task<HashSet<long>> RemoveAsync(SimpleCrmDbContext db, long mailboxId, IReadOnlyCollection<long> placementIds, DateTime now, CancellationToken cancellationToken)
    {
        var threads = new HashSet<long>();
        foreach (var chunk in placementIds.Chunk(Chunk))
        {
            var ids = chunk.ToList();
            var emailIds = await db.Placements.Where(p => ids.Contains(p.Id)).Select(p => p.EmailId).Distinct().ToListAsync(cancellationToken);
            await db.Placements.Where(p => ids.Contains(p.Id)).ExecuteDeleteAsync(cancellationToken);
            await db.Emails.Where(e => emailIds.Contains(e.Id) && e.OrphanedAt == null && !db.Placements.Any(p => p.EmailId == e.Id))
                .ExecuteUpdateAsync(s => s.SetProperty(e => e.OrphanedAt, now), cancellationToken);
            await DeriveFlagsAsync(db, mailboxId, emailIds, cancellationToken);
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

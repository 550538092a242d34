using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>Compares a folder with what the server shows of it, and applies flags and removals.</summary>
internal sealed class Reconciler(IDbContextFactory<SimpleCrmDbContext> contexts, LiveFeed feed, TimeProvider time)
{
    private const int Chunk = 500;

    /// <summary>What differs between a folder here and at the server.</summary>
    public sealed record Difference
    {
        /// <summary>Remote ids not here, newest first.</summary>
        public IReadOnlyList<string> Missing { get; init; } = [];

        /// <summary>Flags of missing ids, where they were observed with them.</summary>
        public IReadOnlyDictionary<string, RemoteEmail> MissingFlags { get; init; } = new Dictionary<string, RemoteEmail>();

        /// <summary>Remote ids that the cursor does not cover and that are here all the same, with flags of their own.</summary>
        public IReadOnlyList<string> KnownAdded { get; init; } = [];
        public IReadOnlyList<PlacementUpkeep.Observation> Flags { get; init; } = [];

        /// <summary>Placements whose email the server no longer shows, when that is evidence.</summary>
        public IReadOnlyList<long> Removed { get; init; } = [];

        /// <summary>Placements that a mark-and-sweep has found.</summary>
        public IReadOnlyList<long> Seen { get; init; } = [];
        public IReadOnlyList<string> Unquarantined { get; init; } = [];
        public int Suspected { get; init; }
        public int ServerCount { get; init; }
    }

    /// <summary>Compares with a listing. An incomplete one is no evidence of removals; neither is one that begins a sweep.</summary>
    public async Task<Difference> CompareAsync(SyncRun run, MailFolder folder, RemoteListing listing, bool isSweep, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.Placements.AsNoTracking().Where(p => p.FolderId == folder.Id && !p.IsPendingAddition)
            .Select(p => new Known(p.Id, p.RemoteId, p.RemoteIsRead, p.RemoteIsStarred, p.IsPendingRemoval)).ToDictionaryAsync(p => p.RemoteId, cancellationToken);
        var quarantined = await db.Quarantine.Where(q => q.FolderId == folder.Id).Select(q => q.RemoteId).ToHashSetAsync(cancellationToken);
        var missing = new List<RemoteEmail>();
        var flags = new List<PlacementUpkeep.Observation>();
        var seen = new List<long>();
        var listed = new HashSet<string>(listing.Emails.Count);
        foreach (var remote in listing.Emails)
        {
            if (!listed.Add(remote.RemoteId))
                continue;
            if (!known.TryGetValue(remote.RemoteId, out var here))
            {
                if (!quarantined.Contains(remote.RemoteId))
                    missing.Add(remote);
                continue;
            }
            seen.Add(here.Id);
            if (here.IsRead != remote.IsRead || here.IsStarred != remote.IsStarred)
                flags.Add(new(here.Id, remote));
        }
        var difference = new Difference
        {
            Missing = [.. missing.Select(m => m.RemoteId)],
            MissingFlags = run.Session.HasStableIds ? missing.ToDictionary(m => m.RemoteId) : [],
            Flags = flags,
            Seen = isSweep ? seen : [],
            Unquarantined = listing.IsComplete ? [.. quarantined.Where(id => !listed.Contains(id))] : [],
            ServerCount = listing.Emails.Count,
            Suspected = folder.SuspectedDeletions,
        };
        return isSweep || !listing.IsComplete
            ? difference
            : Judge(run, folder, difference, [.. known.Values.Where(p => !listed.Contains(p.RemoteId))], known.Count);
    }

    /// <summary>Finds the local rows of a delta.</summary>
    public async Task<Difference> CompareAsync(SyncRun run, MailFolder folder, FolderChanges changes, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = new Dictionary<string, Known>();
        foreach (var chunk in changes.Added.Concat(changes.Removed).Concat(changes.FlagChanges.Select(f => f.RemoteId)).Distinct().Chunk(Chunk))
        {
            var ids = chunk.ToList();
            foreach (var here in await db.Placements.AsNoTracking().Where(p => p.FolderId == folder.Id && ids.Contains(p.RemoteId))
                .Select(p => new Known(p.Id, p.RemoteId, p.RemoteIsRead, p.RemoteIsStarred, p.IsPendingRemoval)).ToListAsync(cancellationToken))
                known[here.RemoteId] = here;
        }
        var quarantined = await db.Quarantine.Where(q => q.FolderId == folder.Id).Select(q => q.RemoteId).ToHashSetAsync(cancellationToken);
        // A stable id that went and came back is told as both.
        var removed = changes.Removed.Except(changes.Added).Select(id => known.GetValueOrDefault(id)).OfType<Known>().ToList();
        var total = removed.Count > 0 ? await db.Placements.CountAsync(p => p.FolderId == folder.Id && !p.IsPendingAddition, cancellationToken) : 0;
        return Judge(run, folder, new Difference
        {
            Missing = [.. changes.Added.Distinct().Where(id => !known.ContainsKey(id) && !quarantined.Contains(id))],
            MissingFlags = changes.FlagChanges.Where(f => !known.ContainsKey(f.RemoteId)).DistinctBy(f => f.RemoteId).ToDictionary(f => f.RemoteId),
            KnownAdded = [.. changes.Added.Distinct().Where(known.ContainsKey)],
            Flags = [.. changes.FlagChanges.Where(f => known.ContainsKey(f.RemoteId)).DistinctBy(f => f.RemoteId).Select(f => new PlacementUpkeep.Observation(known[f.RemoteId].Id, f))],
            Unquarantined = [.. changes.Removed.Where(quarantined.Contains)],
            ServerCount = changes.ServerCount ?? folder.ServerCount,
        }, removed, total);
    }

    /// <summary>Emails of a finished mark-and-sweep that were not found again.</summary>
    public async Task<Difference> UnsweptAsync(SyncRun run, MailFolder folder, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lost = await db.Placements.AsNoTracking().Where(p => p.FolderId == folder.Id && !p.IsPendingAddition && p.SeenInSweep < folder.Sweep)
            .Select(p => new Known(p.Id, p.RemoteId, p.RemoteIsRead, p.RemoteIsStarred, p.IsPendingRemoval)).ToListAsync(cancellationToken);
        var total = await db.Placements.CountAsync(p => p.FolderId == folder.Id && !p.IsPendingAddition, cancellationToken);
        return Judge(run, folder, new Difference { ServerCount = folder.ServerCount }, lost, total);
    }

    /// <summary>Emails that the server should count in the folder, by what is known here.</summary>
    public async Task<int> CountAsync(long folderId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Placements.CountAsync(p => p.FolderId == folderId && !p.IsPendingAddition, cancellationToken)
            + await db.Quarantine.CountAsync(q => q.FolderId == folderId, cancellationToken);
    }

    // What was removed here and not yet there is no surprise.
    private static Difference Judge(SyncRun run, MailFolder folder, Difference difference, List<Known> removed, int known)
    {
        var (believed, suspected) = DeletionEvidence.Judge(removed.Count(p => !p.IsPendingRemoval), known, run.Suspected.Contains(folder.Id) ? 0 : folder.SuspectedDeletions);
        if (!believed)
            run.Suspected.Add(folder.Id);
        return difference with { Removed = believed ? [.. removed.Select(p => p.Id)] : [], Suspected = suspected };
    }

    /// <summary>Stores a difference; the cursor and phase, where given, move in its last transaction.</summary>
    public async Task ApplyAsync(SyncRun run, MailFolder folder, Difference difference, string? cursor, FolderSyncPhase? phase, CancellationToken cancellationToken)
    {
        var steps = Math.Max(1, (int)Math.Ceiling(Math.Max(difference.Flags.Count, Math.Max(difference.Removed.Count, difference.Seen.Count)) / (double)Chunk));
        for (var step = 0; step < steps; step++)
        {
            var now = time.GetUtcNow().UtcDateTime;
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.BeginAsync(run.MailboxId, cancellationToken);
            if (!await db.Mailboxes.AnyAsync(m => m.Id == run.MailboxId && m.State != MailboxState.Disconnected, cancellationToken))
                throw new MailboxStoppedException();
            var threads = await PlacementUpkeep.ApplyFlagsAsync(db, run.MailboxId, run.Session.HasStableIds, [.. difference.Flags.Skip(step * Chunk).Take(Chunk)], cancellationToken);
            threads.UnionWith(await PlacementUpkeep.RemoveAsync(db, run.MailboxId, [.. difference.Removed.Skip(step * Chunk).Take(Chunk)], now, cancellationToken));
            var seen = difference.Seen.Skip(step * Chunk).Take(Chunk).ToList();
            if (seen.Count > 0)
                await db.Placements.Where(p => seen.Contains(p.Id)).ExecuteUpdateAsync(s => s.SetProperty(p => p.SeenInSweep, folder.Sweep), cancellationToken);
            await ThreadUpkeep.RefreshAsync(db, run.MailboxId, threads, cancellationToken);
            if (step == steps - 1)
                await MoveAsync(db, folder, difference, cursor, phase, now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            if (threads.Count > 0)
                feed.Publish(new LiveChange { MailboxId = run.MailboxId, OwnerId = run.OwnerId, ThreadIds = threads, FolderIds = [folder.Id] });
        }
        (folder.Cursor, folder.Phase, folder.SuspectedDeletions, folder.ServerCount) = (cursor ?? folder.Cursor, phase ?? folder.Phase, difference.Suspected, difference.ServerCount);
    }

    /// <summary>Stores the cursors of folders in which nothing had changed.</summary>
    public async Task AdvanceAsync(SyncRun run, CancellationToken cancellationToken)
    {
        if (run.Advanced.Count == 0)
            return;
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(run.MailboxId, cancellationToken);
        if (!await db.Mailboxes.AnyAsync(m => m.Id == run.MailboxId && m.State != MailboxState.Disconnected, cancellationToken))
            throw new MailboxStoppedException();
        foreach (var (folderId, cursor) in run.Advanced)
            await db.Folders.Where(f => f.Id == folderId).ExecuteUpdateAsync(s => s.SetProperty(f => f.Cursor, cursor).SetProperty(f => f.CheckedAt, now), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        run.Advanced.Clear();
    }

    private static async Task MoveAsync(SimpleCrmDbContext db, MailFolder folder, Difference difference, string? cursor, FolderSyncPhase? phase, DateTime now, CancellationToken cancellationToken)
    {
        await QuarantineUpkeep.ForgetAsync(db, folder.Id, difference.Unquarantined, cancellationToken);
        await db.Folders.Where(f => f.Id == folder.Id).ExecuteUpdateAsync(s =>
        {
            s.SetProperty(f => f.CheckedAt, now);
            s.SetProperty(f => f.ServerCount, difference.ServerCount);
            s.SetProperty(f => f.SuspectedDeletions, difference.Suspected);
            s.SetProperty(f => f.Sweep, folder.Sweep);
            s.SetProperty(f => f.Cursor, cursor ?? folder.Cursor);
            s.SetProperty(f => f.Phase, phase ?? folder.Phase);
        }, cancellationToken);
    }

    private sealed record Known(long Id, string RemoteId, bool IsRead, bool IsStarred, bool IsPendingRemoval);
}

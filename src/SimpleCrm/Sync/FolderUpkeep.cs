using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>
/// Keeps the folders of a mailbox in step with the server's listing. A folder that is missing from a complete listing goes only when a
/// later one misses it too; a renamed one keeps its id and everything in it.
/// </summary>
internal sealed class FolderUpkeep(IDbContextFactory<SimpleCrmDbContext> contexts, LiveFeed feed, TimeProvider time)
{
    /// <summary>RemoteId of a folder that was made here and not yet at the server.</summary>
    public const string PendingPrefix = "pending:";

    private static readonly TimeSpan SecondLook = TimeSpan.FromMinutes(2);

    /// <summary>Stores what the listing changes and gives the run its folders in the order in which they are served.</summary>
    public async Task ApplyAsync(SyncRun run, FolderListing listing, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        run.HasCompleteFolderListing = listing.IsComplete;
        if (await IsAsListedAsync(run, listing, cancellationToken))
            return;
        var gone = new List<MailFolder>();
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var transaction = await db.BeginAsync(run.MailboxId, cancellationToken);
            if (!await db.Mailboxes.AnyAsync(m => m.Id == run.MailboxId && m.State != Mailboxes.MailboxState.Disconnected, cancellationToken))
                throw new MailboxStoppedException();
            var stored = await db.Folders.Where(f => f.MailboxId == run.MailboxId).ToListAsync(cancellationToken);
            var listed = listing.Folders.DistinctBy(f => f.RemoteId).ToDictionary(f => f.RemoteId);
            Match(db, run, stored, listed, listing.IsComplete);
            foreach (var folder in stored)
            {
                if (listed.TryGetValue(folder.RemoteId, out var remote))
                {
                    folder.MissingSince = null;
                    (folder.Name, folder.Role, folder.IsSelectable) = (Shorten(remote.Name), remote.Role, remote.IsSelectable);
                    folder.Identity = remote.Identity ?? folder.Identity;
                    folder.ParentId = remote.ParentRemoteId is { } parent ? stored.Find(f => f.RemoteId == parent)?.Id : null;
                    if (remote.Count is { } count)
                        run.ServerCounts.TryAdd(folder.Id, count);
                }
                else if (listing.IsComplete && !IsPending(folder))
                {
                    folder.MissingSince ??= now;
                    if (now - folder.MissingSince >= SecondLook)
                        gone.Add(folder);
                }
            }
            var isChanged = db.ChangeTracker.HasChanges();
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            if (isChanged)
                feed.Publish(new LiveChange { MailboxId = run.MailboxId, OwnerId = run.OwnerId, MailboxChanged = true });
            run.Folders = Serve(run, stored);
        }
        foreach (var folder in gone)
            await RemoveAsync(run, folder, cancellationToken);
    }

    // The listing of nearly every poll: nothing to store, and no lock to be waited for.
    private async Task<bool> IsAsListedAsync(SyncRun run, FolderListing listing, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Mailboxes.AnyAsync(m => m.Id == run.MailboxId && m.State != Mailboxes.MailboxState.Disconnected, cancellationToken))
            throw new MailboxStoppedException();
        var stored = await db.Folders.AsNoTracking().Where(f => f.MailboxId == run.MailboxId).ToListAsync(cancellationToken);
        var ids = stored.ToDictionary(f => f.RemoteId, f => f.Id);
        var listed = listing.Folders.DistinctBy(f => f.RemoteId).ToDictionary(f => f.RemoteId);
        if (listed.Count != stored.Count || !stored.TrueForAll(f => listed.TryGetValue(f.RemoteId, out var remote) && IsAsListed(f, remote)))
            return false;
        foreach (var folder in stored)
            if (listed[folder.RemoteId].Count is { } count)
                run.ServerCounts.TryAdd(folder.Id, count);
        run.Folders = Serve(run, stored);
        return true;

        bool IsAsListed(MailFolder folder, RemoteFolder remote) =>
            folder.MissingSince is null && (folder.Name, folder.Role, folder.IsSelectable) == (Shorten(remote.Name), remote.Role, remote.IsSelectable)
            && (remote.Identity ?? folder.Identity) == folder.Identity
            && folder.ParentId == (remote.ParentRemoteId is { } parent && ids.TryGetValue(parent, out var id) ? id : null);
    }

    /// <summary>Gives the run its folders as they are stored, without asking the server.</summary>
    public async Task LoadAsync(SyncRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        run.Folders = Serve(run, await db.Folders.AsNoTracking().Where(f => f.MailboxId == run.MailboxId).ToListAsync(cancellationToken));
    }

    // Objects the run has already keep its cursors and phases. Starred is a view of other folders.
    private static List<MailFolder> Serve(SyncRun run, List<MailFolder> stored)
    {
        var running = run.Folders.ToDictionary(f => f.Id);
        return [.. stored.Where(f => f is { IsSelectable: true, MissingSince: null } && f.Role != FolderRole.Starred && !IsPending(f))
            .Select(f => running.TryGetValue(f.Id, out var own) ? Renewed(own, f) : f).OrderBy(f => Rank(f.Role)).ThenBy(f => f.Id)];
    }

    // Pairs folders that are only here with folders that are only there: renamed, or made here and since then by another hand there.
    private static void Match(SimpleCrmDbContext db, SyncRun run, List<MailFolder> stored, Dictionary<string, RemoteFolder> listed, bool isComplete)
    {
        var known = stored.ToDictionary(f => f.RemoteId);
        var fresh = listed.Values.Where(r => !known.ContainsKey(r.RemoteId)).ToList();
        var missing = stored.Where(f => !listed.ContainsKey(f.RemoteId) && !IsPending(f)).ToList();
        foreach (var folder in stored.Where(f => IsPending(f) && f.Role != FolderRole.None))
        {
            if (fresh.Find(r => r.Role == folder.Role) is not { } made)
                continue;
            folder.RemoteId = made.RemoteId;
            fresh.Remove(made);
        }
        // A short listing may simply have left the old name out: no rename is read from it, and a folder that may be renamed waits.
        foreach (var remote in fresh)
        {
            var candidates = remote.Identity is null ? [] : missing.Where(f => f.Identity == remote.Identity).ToList();
            if (candidates.Count > 0 && !isComplete)
                continue;
            if (candidates is [var renamed] && fresh.Count(r => r.Identity == remote.Identity) == 1)
            {
                renamed.RemoteId = remote.RemoteId;
                missing.Remove(renamed);
                continue;
            }
            var folder = new MailFolder { MailboxId = run.MailboxId, RemoteId = remote.RemoteId, Name = Shorten(remote.Name), Role = remote.Role, Identity = remote.Identity };
            stored.Add(folder);
            db.Folders.Add(folder);
        }
    }

    private async Task RemoveAsync(SyncRun run, MailFolder folder, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.BeginAsync(run.MailboxId, cancellationToken);
            var ids = await db.Placements.Where(p => p.FolderId == folder.Id).OrderBy(p => p.Id).Select(p => p.Id).Take(500).ToListAsync(cancellationToken);
            var threads = await PlacementUpkeep.RemoveAsync(db, run.MailboxId, ids, time.GetUtcNow().UtcDateTime, cancellationToken);
            await ThreadUpkeep.RefreshAsync(db, run.MailboxId, threads, cancellationToken);
            if (ids.Count == 0)
            {
                await db.Quarantine.Where(q => q.FolderId == folder.Id).ExecuteDeleteAsync(cancellationToken);
                await db.ThreadPlacements.Where(p => p.FolderId == folder.Id).ExecuteDeleteAsync(cancellationToken);
                await db.Folders.Where(f => f.Id == folder.Id).ExecuteDeleteAsync(cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
            feed.Publish(new LiveChange { MailboxId = run.MailboxId, OwnerId = run.OwnerId, ThreadIds = threads, FolderIds = [folder.Id], MailboxChanged = true });
            if (ids.Count == 0)
                return;
        }
    }

    private static MailFolder Renewed(MailFolder own, MailFolder stored)
    {
        (own.RemoteId, own.Name, own.Role, own.Identity) = (stored.RemoteId, stored.Name, stored.Role, stored.Identity);
        return own;
    }

    public static bool IsPending(MailFolder folder) => folder.RemoteId.StartsWith(PendingPrefix, StringComparison.Ordinal);

    private static string Shorten(string name) => name.Length <= 300 ? name : name[..300];

    private static int Rank(FolderRole role) => role switch
    {
        FolderRole.Inbox => 0,
        FolderRole.Sent => 1,
        FolderRole.Drafts => 2,
        FolderRole.Archive => 3,
        FolderRole.None => 4,
        FolderRole.All => 5,
        FolderRole.Trash => 6,
        _ => 7,
    };
}

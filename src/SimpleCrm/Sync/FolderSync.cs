using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>
/// Brings one folder up to date: lists, compares and fetches what is missing, or follows the changes since the cursor. The cursor is
/// taken with the listing, before anything is fetched; what is still missing is held by the folder's phase.
/// </summary>
internal sealed class FolderSync(Reconciler reconciler, PageFetching pages)
{
    // More than this goes through the queue, where fresh mail and other folders can overtake it.
    private const int FetchedAtOnce = 300;

    /// <summary>Follows what changed. <paramref name="remote"/> is what the folder listing said, if there was one.</summary>
    public async Task FollowAsync(SyncRun run, MailFolder folder, RemoteFolder? remote, CancellationToken cancellationToken)
    {
        var mustList = run.IsAudit && !run.Listed.Contains(folder.Id);
        if (folder.Phase == FolderSyncPhase.Live && !mustList && folder.SuspectedDeletions == 0 && remote?.Cursor is { } seen && seen == folder.Cursor)
        {
            run.Followed.Add(folder.Id);
            return;
        }
        if (folder.Cursor is null || mustList || folder.Phase != FolderSyncPhase.Live && !run.Queues.ContainsKey(folder.Id))
        {
            await ListAsync(run, folder, folder.Phase == FolderSyncPhase.Sweeping, cancellationToken);
            return;
        }
        var changes = await run.Session.FetchChangesAsync(folder.RemoteId, folder.Cursor, cancellationToken);
        run.HasContact = true;
        if (changes.Kind == ChangesKind.Expired)
            await ListAsync(run, folder, isSweep: true, cancellationToken);
        else if (changes.Kind == ChangesKind.ListingNeeded || changes.RemovalsUnknown)
            await ListAsync(run, folder, folder.Phase == FolderSyncPhase.Sweeping, cancellationToken);
        else if (changes.IsEmpty && folder is { Phase: FolderSyncPhase.Live, SuspectedDeletions: 0 } && (changes.ServerCount ?? folder.ServerCount) == folder.ServerCount)
            await CheckAsync(run, folder, changes, cancellationToken);
        else
            await ApplyAsync(run, folder, changes, cancellationToken);
    }

    private async Task ApplyAsync(SyncRun run, MailFolder folder, FolderChanges changes, CancellationToken cancellationToken)
    {
        var difference = await reconciler.CompareAsync(run, folder, changes, cancellationToken);
        // What was moved here by us is no news, but its flags may be.
        var unseen = difference.KnownAdded.Except(changes.FlagChanges.Select(f => f.RemoteId)).ToList();
        if (unseen.Count > 0)
        {
            var flags = await run.Session.FindAsync(folder.RemoteId, unseen, cancellationToken);
            difference = await reconciler.CompareAsync(run, folder, changes with { FlagChanges = [.. changes.FlagChanges, .. flags] }, cancellationToken);
        }
        var isBelieved = difference.Suspected == 0;
        // The cursor waits for the second look at a mass deletion, which then comes with the same changes.
        var cursor = isBelieved ? changes.NextCursor : null;
        if (folder.Phase == FolderSyncPhase.Live && difference.Missing.Count > FetchedAtOnce)
        {
            await reconciler.ApplyAsync(run, folder, difference, cursor, FolderSyncPhase.Backfilling, cancellationToken);
            run.Queues[folder.Id] = new BackfillQueue(difference.Missing, IntakeMode.Arrival, isBelieved) { Flags = difference.MissingFlags };
            return;
        }
        var isOver = difference.Missing.Count == 0;
        await reconciler.ApplyAsync(run, folder, difference, isOver ? cursor : null, null, cancellationToken);
        if (!isOver)
            await pages.FetchAsync(run, new FetchOrder(folder, difference.Missing, IntakeMode.Arrival) { Cursor = cursor, Flags = difference.MissingFlags }, cancellationToken);
        if (isBelieved)
            await CheckAsync(run, folder, changes with { NextCursor = null }, cancellationToken);
    }

    // A count that does not come out says that the server's changes were not all of them.
    private async Task CheckAsync(SyncRun run, MailFolder folder, FolderChanges changes, CancellationToken cancellationToken)
    {
        if (folder.Phase == FolderSyncPhase.Live && changes.ServerCount is { } count && count != await reconciler.CountAsync(folder.Id, cancellationToken) && !run.Listed.Contains(folder.Id))
        {
            await ListAsync(run, folder, isSweep: false, cancellationToken);
            return;
        }
        if (changes.NextCursor is { } next && next != folder.Cursor)
            (folder.Cursor, run.Advanced[folder.Id]) = (next, next);
        run.Followed.Add(folder.Id);
    }

    private async Task ListAsync(SyncRun run, MailFolder folder, bool isSweep, CancellationToken cancellationToken)
    {
        var listing = await run.Session.ListEmailsAsync(folder.RemoteId, cancellationToken);
        run.HasContact = true;
        // Each look begins anew: what an interrupted sweep had seen may be gone since.
        if (isSweep)
            folder.Sweep++;
        run.Listed.Add(folder.Id);
        run.ServerCounts[folder.Id] = listing.Emails.Count;
        var difference = await reconciler.CompareAsync(run, folder, listing, isSweep, cancellationToken);
        var mayFinish = listing.IsComplete && (isSweep || difference.Suspected == 0);
        if (folder.Phase == FolderSyncPhase.Live && !isSweep && difference.Missing.Count <= FetchedAtOnce)
        {
            var cursor = mayFinish ? listing.Cursor : null;
            var isOver = difference.Missing.Count == 0;
            await reconciler.ApplyAsync(run, folder, difference, isOver ? cursor : null, null, cancellationToken);
            if (!isOver)
                await pages.FetchAsync(run, new FetchOrder(folder, difference.Missing, IntakeMode.Arrival) { Cursor = cursor, Flags = difference.MissingFlags }, cancellationToken);
            if (mayFinish)
                run.Followed.Add(folder.Id);
            return;
        }
        var mode = isSweep ? IntakeMode.Sweep : folder.Phase == FolderSyncPhase.Live ? IntakeMode.Arrival : IntakeMode.Backfill;
        await reconciler.ApplyAsync(run, folder, difference, listing.Cursor, isSweep ? FolderSyncPhase.Sweeping : FolderSyncPhase.Backfilling, cancellationToken);
        var queue = run.Queues[folder.Id] = new BackfillQueue(difference.Missing, mode, mayFinish) { Flags = difference.MissingFlags };
        if (queue.Remaining == 0)
            await FinishAsync(run, folder, queue, cancellationToken);
    }

    /// <summary>Ends a walk over folders: stores the cursors of those in which nothing had changed.</summary>
    public Task AdvanceAsync(SyncRun run, CancellationToken cancellationToken) => reconciler.AdvanceAsync(run, cancellationToken);

    /// <summary>Fetches what waits in the folder's queue until it is empty, <paramref name="limit"/> is reached or somebody knocks.</summary>
    public async Task BackfillAsync(SyncRun run, MailFolder folder, int limit, CancellationToken cancellationToken)
    {
        var queue = run.Queues[folder.Id];
        await pages.FetchAsync(run, new FetchOrder(folder, queue.Next(limit), queue.Mode) { Stored = queue.Advance, Yields = true, Flags = queue.Flags }, cancellationToken);
        if (queue.Remaining == 0)
            await FinishAsync(run, folder, queue, cancellationToken);
    }

    /// <summary>Tries emails again that could not be taken in.</summary>
    public Task RetryAsync(SyncRun run, MailFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        pages.FetchAsync(run, new FetchOrder(folder, ids, folder.Phase == FolderSyncPhase.Sweeping ? IntakeMode.Sweep : IntakeMode.Backfill) { FetchesKnown = true }, cancellationToken);

    // Not finishing leaves the phase as it is, and the next run lists again.
    private async Task FinishAsync(SyncRun run, MailFolder folder, BackfillQueue queue, CancellationToken cancellationToken)
    {
        run.Queues.Remove(folder.Id);
        if (!queue.MayFinish)
            return;
        var rest = folder.Phase == FolderSyncPhase.Sweeping
            ? await reconciler.UnsweptAsync(run, folder, cancellationToken)
            : new Reconciler.Difference { ServerCount = folder.ServerCount };
        await reconciler.ApplyAsync(run, folder, rest, null, rest.Suspected == 0 ? FolderSyncPhase.Live : null, cancellationToken);
        if (rest.Suspected == 0)
            run.Followed.Add(folder.Id);
    }
}

using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>
/// One round over a mailbox: folders by importance, then what is still to be fetched of them, the most important folder first. Between pages
/// it listens for knocks, so that fresh mail and people's own changes need not wait for a long backfill.
/// </summary>
internal sealed class SyncRound(FolderUpkeep folders, FolderSync sync, MailboxHealth health, RoundEnd end, AuditRepair audit)
{
    // Enough for a first screen.
    private const int FirstEmails = 50;
    private const int AtOnce = 4000;

    /// <summary>Follows every folder, fetches what is missing and cleans up.</summary>
    /// <param name="run">The run, with its session.</param>
    /// <param name="answer">Answers knocks between pages: writes back, and says whether something may have changed at the server.</param>
    public async Task WalkAsync(SyncRun run, Func<Task<KnockReason>> answer, CancellationToken cancellationToken)
    {
        if (run.IsAudit)
            await audit.PrepareAsync(run, cancellationToken);
        await FollowAllAsync(run, cancellationToken);
        while (run.HasBackfill)
        {
            var folder = run.Folders.Find(f => run.Queues.TryGetValue(f.Id, out var queue) && queue.Remaining > 0);
            if (folder is null)
                break;
            if (!await GuardAsync(run, folder, () => sync.BackfillAsync(run, folder, AtOnce, cancellationToken), cancellationToken))
                run.Queues.Remove(folder.Id);
            await AnswerAsync(run, await answer(), cancellationToken);
        }
        await RetryAsync(run, await end.DueAsync(run, cancellationToken), cancellationToken);
        if (run.IsAudit)
            await RetryAsync(run, await audit.IncompleteAsync(run, cancellationToken), cancellationToken);
        if (run.HasCompleteFolderListing && run.Folders.TrueForAll(f => run.Followed.Contains(f.Id)))
            await end.CleanAsync(run, cancellationToken);
        if (run.IsAudit)
            await audit.FinishAsync(run, cancellationToken);
    }

    /// <summary>Looks at the Inbox alone, before the server is asked for all folders: most hints are about new mail.</summary>
    public async Task FollowInboxAsync(SyncRun run, CancellationToken cancellationToken)
    {
        if (run.Folders.Count == 0)
            await folders.LoadAsync(run, cancellationToken);
        var inbox = run.Folders.Find(f => f is { Role: FolderRole.Inbox, Phase: FolderSyncPhase.Live }) ?? run.Folders.Find(f => f.Role == FolderRole.Inbox && run.Queues.ContainsKey(f.Id));
        if (inbox is not null && !IsParked(run, inbox))
        {
            await GuardAsync(run, inbox, () => sync.FollowAsync(run, inbox, null, cancellationToken), cancellationToken);
            await sync.AdvanceAsync(run, cancellationToken);
        }
    }

    private async Task FollowAllAsync(SyncRun run, CancellationToken cancellationToken)
    {
        var listing = await run.Session.ListFoldersAsync(cancellationToken);
        run.HasContact = true;
        await folders.ApplyAsync(run, listing, cancellationToken);
        await health.ReachedAsync(run, cancellationToken);
        var remotes = listing.Folders.DistinctBy(f => f.RemoteId).ToDictionary(f => f.RemoteId);
        foreach (var folder in run.Folders.ToList())
        {
            if (IsParked(run, folder))
                continue;
            var isFirst = folder.Phase == FolderSyncPhase.New;
            await GuardAsync(run, folder, async () =>
            {
                await sync.FollowAsync(run, folder, remotes.GetValueOrDefault(folder.RemoteId), cancellationToken);
                if (isFirst && folder.Role == FolderRole.Inbox && run.Queues.ContainsKey(folder.Id))
                    await sync.BackfillAsync(run, folder, FirstEmails, cancellationToken);
            }, cancellationToken);
        }
        await sync.AdvanceAsync(run, cancellationToken);
    }

    private async Task AnswerAsync(SyncRun run, KnockReason reasons, CancellationToken cancellationToken)
    {
        if (reasons.HasFlag(KnockReason.Poll))
            await FollowAllAsync(run, cancellationToken);
        else if ((reasons & (KnockReason.Push | KnockReason.Person)) != 0)
            await FollowInboxAsync(run, cancellationToken);
    }

    private async Task RetryAsync(SyncRun run, ILookup<long, string> due, CancellationToken cancellationToken)
    {
        foreach (var folder in run.Folders.Where(f => due.Contains(f.Id) && !IsParked(run, f)).ToList())
            await GuardAsync(run, folder, () => sync.RetryAsync(run, folder, [.. due[folder.Id]], cancellationToken), cancellationToken);
    }

    // One folder that the server refuses must not keep back the others.
    private async Task<bool> GuardAsync(SyncRun run, MailFolder folder, Func<Task> work, CancellationToken cancellationToken)
    {
        run.Current = folder;
        try
        {
            await work();
            await health.UnparkAsync(folder, cancellationToken);
            run.Current = null;
            return true;
        }
        catch (MailboxAccessException exception) when (exception.IsFolderOnly)
        {
            run.Followed.Remove(folder.Id);
            run.Current = null;
            await health.ParkAsync(run, folder, cancellationToken);
            return false;
        }
    }

    private static bool IsParked(SyncRun run, MailFolder folder) => folder.ParkedUntil > run.StartedAt && (run.Reasons & (KnockReason.Person | KnockReason.Connected)) == 0;
}

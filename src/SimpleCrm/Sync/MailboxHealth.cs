using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>Keeps a mailbox's state honest: whether it is synced, what is wrong, and when it is tried again.</summary>
public sealed class MailboxHealth(IDbContextFactory<SimpleCrmDbContext> contexts, LiveFeed feed, TimeProvider time, ILogger<MailboxHealth> logger)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(10), LongestRetry = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SecondLogin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstParking = TimeSpan.FromMinutes(1), LongestParking = TimeSpan.FromHours(1);
    private const int ParkedAfter = 3;
    private readonly ConcurrentDictionary<long, MailboxProblem> _unstored = [];

    /// <summary>A problem that could not even be stored (a full disk); status views show it before the stored one.</summary>
    public MailboxProblem? UnstoredProblem(long mailboxId) => _unstored.TryGetValue(mailboxId, out var problem) ? problem : null;

    /// <summary>Starts a run, or returns null (and when to try again) where none may be started now.</summary>
    internal async Task<(SyncRun? Run, DateTime? RetryAt)> BeginAsync(long mailboxId, KnockReason reasons, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailbox = await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == mailboxId, cancellationToken);
        if (mailbox is null || mailbox.CredentialsCipher.Length == 0 || mailbox.State is MailboxState.Paused or MailboxState.Disconnected
            || mailbox.State == MailboxState.NeedsReconnect && !reasons.HasFlag(KnockReason.Connected))
            return (null, null);
        if (mailbox.State == MailboxState.Retrying && mailbox.RetryAt > now && (reasons & (KnockReason.Person | KnockReason.Connected)) == 0)
            return (null, mailbox.RetryAt);
        mailbox.NextPollAt = now.AddMinutes(Math.Clamp(mailbox.PollMinutes, 5, 15));
        if (mailbox.LastSyncedAt is null && mailbox.State == MailboxState.Active)
            mailbox.State = MailboxState.Backfilling;
        await db.SaveChangesAsync(cancellationToken);
        return (new SyncRun { MailboxId = mailboxId, OwnerId = mailbox.OwnerId, Address = mailbox.Address, StartedAt = now, Reasons = reasons, IsFirstAfterFailure = mailbox is { LastSyncedAt: null, State: MailboxState.Retrying } }, null);
    }

    /// <summary>Connection and login are good; the first backfill shows as such.</summary>
    internal async Task ReachedAsync(SyncRun run, CancellationToken cancellationToken)
    {
        if (!run.IsFirstAfterFailure)
            return;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = await db.Mailboxes.Where(m => m.Id == run.MailboxId && m.LastSyncedAt == null && m.State == MailboxState.Retrying)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MailboxState.Backfilling).SetProperty(m => m.Problem, (MailboxProblem?)null).SetProperty(m => m.ProblemDetail, (string?)null), cancellationToken);
        if (changed > 0)
            Publish(run.MailboxId, run.OwnerId);
    }

    /// <summary>Ends the run of a mailbox that was paused, disconnected or deleted meanwhile.</summary>
    /// <exception cref="MailboxStoppedException">It was.</exception>
    internal async Task CheckAsync(SyncRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Mailboxes.AnyAsync(m => m.Id == run.MailboxId && m.State != MailboxState.Paused && m.State != MailboxState.Disconnected, cancellationToken))
            throw new MailboxStoppedException();
    }

    internal async Task SucceedAsync(SyncRun run, bool isWhole, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var progress = run.Progress();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Mailboxes.Where(m => m.Id == run.MailboxId && m.State != MailboxState.Paused && m.State != MailboxState.Disconnected).ExecuteUpdateAsync(s =>
        {
            s.SetProperty(m => m.RetryAt, (DateTime?)null);
            s.SetProperty(m => m.FailedRuns, 0);
            s.SetProperty(m => m.Problem, (MailboxProblem?)null);
            s.SetProperty(m => m.ProblemDetail, (string?)null);
            if (!isWhole)
                return;
            s.SetProperty(m => m.State, MailboxState.Active);
            s.SetProperty(m => m.LastSyncedAt, now);
            s.SetProperty(m => m.ProgressDone, progress.Done);
            s.SetProperty(m => m.ProgressTotal, progress.Total);
            // A suspected mass deletion is looked at again soon.
            s.SetProperty(m => m.NextPollAt, m => run.Suspected.Count > 0 ? now.AddMinutes(1) : now.AddMinutes(m.PollMinutes));
        }, cancellationToken);
        _unstored.TryRemove(run.MailboxId, out _);
        Publish(run.MailboxId, run.OwnerId);
    }

    /// <summary>Notes a failed run. Never throws but for cancellation.</summary>
    /// <returns>When to try again; null when only the person can help.</returns>
    internal async Task<DateTime?> FailAsync(SyncRun run, Exception exception, CancellationToken cancellationToken)
    {
        var access = exception as MailboxAccessException;
        var problem = access?.Problem ?? DatabaseFaults.Classify(exception) ?? MailboxProblem.Internal;
        if (problem == MailboxProblem.Internal)
            logger.Broke(run.MailboxId, exception.GetType().FullName!, exception.StackTrace ?? "");
        try
        {
            return await StoreFailureAsync(run, problem, access, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _unstored[run.MailboxId] = problem is MailboxProblem.Internal ? DatabaseFaults.Classify(failure) ?? problem : problem;
            logger.StateNotStored(run.MailboxId, failure.GetType().Name);
            Publish(run.MailboxId, run.OwnerId);
            return time.GetUtcNow().UtcDateTime + Backoff.After(2, FirstRetry, LongestRetry);
        }
    }

    private async Task<DateTime?> StoreFailureAsync(SyncRun run, MailboxProblem problem, MailboxAccessException? access, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailbox = await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == run.MailboxId, cancellationToken);
        if (mailbox is null || mailbox.State is MailboxState.Paused or MailboxState.Disconnected)
            return null;
        // Servers refuse good passwords on bad days. The second refusal in a row is believed; a third would risk the account.
        var isCertain = access is { IsFinal: true } || access is { NeedsPerson: true } && mailbox.Problem == problem && mailbox.FailedRuns > 0;
        mailbox.IsReconnectNoticeDue |= isCertain && mailbox.State != MailboxState.NeedsReconnect;
        mailbox.FailedRuns++;
        mailbox.Problem = problem;
        mailbox.ProblemDetail = access?.Detail is { Length: > 500 } detail ? detail[..500] : access?.Detail;
        var wait = access is { NeedsPerson: true } ? SecondLogin : Backoff.After(mailbox.FailedRuns, FirstRetry, LongestRetry);
        if (access?.RetryAfter > wait)
            wait = access.RetryAfter.Value;
        (mailbox.State, mailbox.RetryAt) = isCertain ? (MailboxState.NeedsReconnect, (DateTime?)null) : (MailboxState.Retrying, now + wait);
        if (run.Current is { } folder && access is not { NeedsPerson: true } && DatabaseProblem(problem) is false)
            await ParkAsync(db, folder, run, isFolderOnly: false, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        _unstored.TryRemove(run.MailboxId, out _);
        if (isCertain)
            logger.NeedsOwner(run.MailboxId, problem);
        else
            logger.Retrying(run.MailboxId, problem, mailbox.FailedRuns, (long)wait.TotalSeconds);
        Publish(run.MailboxId, run.OwnerId);
        return mailbox.RetryAt;
    }

    /// <summary>The provider said, outside a run, that the person's consent is gone. Says so once.</summary>
    internal async Task AskForConsentAsync(long mailboxId, string? detail, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == mailboxId, cancellationToken) is not { } mailbox
            || mailbox.State is MailboxState.Paused or MailboxState.Disconnected or MailboxState.NeedsReconnect)
            return;
        (mailbox.State, mailbox.RetryAt, mailbox.IsReconnectNoticeDue) = (MailboxState.NeedsReconnect, null, true);
        (mailbox.Problem, mailbox.ProblemDetail) = (MailboxProblem.ConsentWithdrawn, detail is { Length: > 500 } ? detail[..500] : detail);
        await db.SaveChangesAsync(cancellationToken);
        logger.NeedsOwner(mailboxId, MailboxProblem.ConsentWithdrawn);
        Publish(mailboxId, mailbox.OwnerId);
    }

    private static bool DatabaseProblem(MailboxProblem problem) => problem is MailboxProblem.DiskFull or MailboxProblem.DatabaseBusy;

    /// <summary>Leaves a folder alone for a while that the server refuses to open.</summary>
    internal async Task ParkAsync(SyncRun run, MailFolder folder, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await ParkAsync(db, folder, run, isFolderOnly: true, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    // A folder that breaks the whole connection each time would starve those after it.
    private async Task ParkAsync(SimpleCrmDbContext db, MailFolder folder, SyncRun run, bool isFolderOnly, CancellationToken cancellationToken)
    {
        if (await db.Folders.SingleOrDefaultAsync(f => f.Id == folder.Id, cancellationToken) is not { } row)
            return;
        row.FailedSelects++;
        if (isFolderOnly || row.FailedSelects >= ParkedAfter)
        {
            row.ParkedUntil = time.GetUtcNow().UtcDateTime + Backoff.After(row.FailedSelects, FirstParking, LongestParking);
            logger.Parked(run.MailboxId, row.Id, row.ParkedUntil.Value, row.FailedSelects);
        }
        (folder.FailedSelects, folder.ParkedUntil) = (row.FailedSelects, row.ParkedUntil);
    }

    internal async Task UnparkAsync(MailFolder folder, CancellationToken cancellationToken)
    {
        if (folder is { FailedSelects: 0, ParkedUntil: null })
            return;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Folders.Where(f => f.Id == folder.Id).ExecuteUpdateAsync(s => s.SetProperty(f => f.FailedSelects, 0).SetProperty(f => f.ParkedUntil, (DateTime?)null), cancellationToken);
        (folder.FailedSelects, folder.ParkedUntil) = (0, null);
    }

    private void Publish(long mailboxId, long ownerId) => feed.Publish(new LiveChange { MailboxId = mailboxId, OwnerId = ownerId, MailboxChanged = true });
}

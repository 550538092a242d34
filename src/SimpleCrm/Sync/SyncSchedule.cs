using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>What is due by the clock: polls, retries, audits, and rows that are no longer needed. Called by the jobs.</summary>
public sealed class SyncSchedule(IDbContextFactory<SimpleCrmDbContext> contexts, MailboxKnocks knocks, TimeProvider time)
{
    private static readonly TimeSpan AuditEvery = TimeSpan.FromHours(24), UndoableFor = TimeSpan.FromDays(1), RefusalsShownFor = TimeSpan.FromDays(30);

    /// <summary>Knocks at mailboxes whose poll or retry is due, or that have changes to write back.</summary>
    public async Task PollDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var polls = await db.Mailboxes.Where(m => m.State == MailboxState.Retrying && (m.RetryAt == null || m.RetryAt <= now)
            || (m.State == MailboxState.Active || m.State == MailboxState.Backfilling) && (m.NextPollAt == null || m.NextPollAt <= now)).Select(m => m.Id).ToListAsync(cancellationToken);
        foreach (var id in polls)
            knocks.Knock(id, KnockReason.Poll);
        var writes = await db.PendingOperations.Where(o => (o.State == OperationState.Waiting || o.State == OperationState.Applying) && o.NextTryAt <= now)
            .Select(o => o.MailboxId).Distinct().ToListAsync(cancellationToken);
        foreach (var id in writes)
            knocks.Knock(id, KnockReason.WriteBack);
    }

    /// <summary>Asks for the daily audit of each mailbox.</summary>
    public async Task AuditDueAsync(CancellationToken cancellationToken)
    {
        var due = time.GetUtcNow().UtcDateTime - AuditEvery;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await db.Mailboxes.Where(m => m.State == MailboxState.Active && m.LastSyncedAt != null && (m.AuditedAt == null || m.AuditedAt <= due)).Select(m => m.Id).ToListAsync(cancellationToken);
        foreach (var id in ids)
            knocks.Knock(id, KnockReason.Audit);
    }

    /// <summary>Deletes operations that can no longer be undone.</summary>
    public async Task CleanUpAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (done, refused) = (now - UndoableFor, now - RefusalsShownFor);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.PendingOperations.Where(o => o.State == OperationState.Done && o.DoneAt < done || o.State == OperationState.Failed && o.DoneAt < refused).ExecuteDeleteAsync(cancellationToken);
    }
}

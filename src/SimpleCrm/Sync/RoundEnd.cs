using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>
/// What may be done only after a round has looked at every folder: removals that wait for the email to turn up elsewhere, and the figures of
/// an audit.
/// </summary>
internal sealed class RoundEnd(IDbContextFactory<SimpleCrmDbContext> contexts, LiveFeed feed, TimeProvider time)
{
    // An email that cannot be read may be the one that is missed; after so many tries it no longer holds up the rest.
    private const int HoldsUpOrphans = 5;

    /// <summary>Removes expected placements that no folder showed, and orphans from before this round.</summary>
    public async Task CleanAsync(SyncRun run, CancellationToken cancellationToken)
    {
        await GiveUpUnmetAsync(run, cancellationToken);
        await DropUnmetAsync(run, cancellationToken);
        while (await DeleteOrphansAsync(run, cancellationToken))
        {
        }
    }

    // What was to happen next to an email that a move brought nowhere: another program took it away before its new id was seen.
    private async Task GiveUpUnmetAsync(SyncRun run, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stranded = await db.PendingOperations.Where(o => o.MailboxId == run.MailboxId && o.State == OperationState.Waiting
            && db.Placements.Any(p => p.Id == o.SourcePlacementId && p.IsPendingAddition && !db.Quarantine.Any(q => q.FolderId == p.FolderId))
            && db.PendingOperations.Any(e => e.TargetPlacementId == o.SourcePlacementId && e.State == OperationState.Done && e.DoneAt < run.StartedAt))
            .OrderBy(o => o.Id).Take(500).ToListAsync(cancellationToken);
        foreach (var operation in stranded)
        {
            await using var transaction = await db.BeginAsync(run.MailboxId, cancellationToken);
            var changes = new LocalChanges(db, run.MailboxId, operation.ActId, now, isOffline: false);
            await changes.RevertAsync(operation, "Another program moved or deleted the email meanwhile.", cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await ThreadUpkeep.RefreshAsync(db, run.MailboxId, changes.ThreadIds, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    // The target of a move that the server carried out without telling the new id, and that the folder then did not show.
    private async Task DropUnmetAsync(SyncRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var unmet = await db.Placements.Where(p => p.MailboxId == run.MailboxId && p.IsPendingAddition
            && db.PendingOperations.Any(o => o.TargetPlacementId == p.Id && o.State == OperationState.Done && o.DoneAt < run.StartedAt)
            && !db.PendingOperations.Any(o => o.TargetPlacementId == p.Id && o.State == OperationState.Waiting
                || (o.TargetPlacementId == p.Id || o.SourcePlacementId == p.Id) && o.State == OperationState.Applying)
            && !db.Quarantine.Any(q => q.FolderId == p.FolderId)).OrderBy(p => p.Id).Select(p => p.Id).Take(500).ToListAsync(cancellationToken);
        if (unmet.Count == 0)
            return;
        await using var transaction = await db.BeginAsync(run.MailboxId, cancellationToken);
        var threads = await PlacementUpkeep.RemoveAsync(db, run.MailboxId, unmet, time.GetUtcNow().UtcDateTime, cancellationToken);
        await ThreadUpkeep.RefreshAsync(db, run.MailboxId, threads, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Publish(new LiveChange { MailboxId = run.MailboxId, OwnerId = run.OwnerId, ThreadIds = threads, MailboxChanged = true });
    }

    private async Task<bool> DeleteOrphansAsync(SyncRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Quarantine.AnyAsync(q => q.MailboxId == run.MailboxId && q.Attempts < HoldsUpOrphans, cancellationToken))
            return false;
        var lost = db.Emails.Where(e => e.MailboxId == run.MailboxId && e.OrphanedAt != null && e.OrphanedAt < run.StartedAt
            && !db.Placements.Any(p => p.EmailId == e.Id));
        if (!await lost.AnyAsync(cancellationToken))
            return false;
        await using var transaction = await db.BeginAsync(run.MailboxId, cancellationToken);
        var orphans = await lost.OrderBy(e => e.Id).Select(e => new { e.Id, e.ThreadId }).Take(500).ToListAsync(cancellationToken);
        if (orphans.Count == 0)
            return false;
        var ids = orphans.Select(o => o.Id).ToList();
        await db.EmailBodies.Where(b => ids.Contains(b.EmailId)).ExecuteDeleteAsync(cancellationToken);
        await db.Attachments.Where(a => ids.Contains(a.EmailId)).ExecuteDeleteAsync(cancellationToken);
        await db.PendingOperations.Where(o => ids.Contains(o.EmailId)).ExecuteDeleteAsync(cancellationToken);
        await EmailLinking.RemoveAsync(db, ids, cancellationToken);
        await db.Emails.Where(e => ids.Contains(e.Id)).ExecuteDeleteAsync(cancellationToken);
        await ThreadUpkeep.RefreshAsync(db, run.MailboxId, orphans.Select(o => o.ThreadId), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return orphans.Count == 500;
    }

    /// <summary>Ids of the mailbox's quarantined emails that are due, by folder.</summary>
    public async Task<ILookup<long, string>> DueAsync(SyncRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var due = await db.Quarantine.AsNoTracking().Where(q => q.MailboxId == run.MailboxId && (q.NextTryAt <= now || run.IsAudit))
            .OrderBy(q => q.NextTryAt).Take(200).Select(q => new { q.FolderId, q.RemoteId }).ToListAsync(cancellationToken);
        return due.ToLookup(q => q.FolderId, q => q.RemoteId);
    }
}

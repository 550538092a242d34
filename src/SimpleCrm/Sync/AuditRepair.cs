using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>
/// The part of an audit that the server cannot help with: rows here that do not fit together. What is left incomplete is fetched again by
/// the comparison with the server that follows.
/// </summary>
internal sealed class AuditRepair(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time, ILogger<AuditRepair> logger)
{
    /// <summary>Makes rows consistent before the folders are compared.</summary>
    public async Task PrepareAsync(SyncRun run, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(run.MailboxId, cancellationToken);
        await db.Placements.Where(p => p.MailboxId == run.MailboxId && (!db.Emails.Any(e => e.Id == p.EmailId) || !db.Folders.Any(f => f.Id == p.FolderId))).ExecuteDeleteAsync(cancellationToken);
        await db.Emails.Where(e => e.MailboxId == run.MailboxId && e.OrphanedAt == null && e.OutgoingEmailId == null && !db.Placements.Any(p => p.EmailId == e.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(e => e.OrphanedAt, now), cancellationToken);
        await db.EmailBodies.Where(b => !db.Emails.Any(e => e.Id == b.EmailId)).ExecuteDeleteAsync(cancellationToken);
        await db.Attachments.Where(a => !db.Emails.Any(e => e.Id == a.EmailId)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Remote ids of emails that lost their body or their list of attachments, by folder.</summary>
    public async Task<ILookup<long, string>> IncompleteAsync(SyncRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await (from p in db.Placements.AsNoTracking()
                          join e in db.Emails on p.EmailId equals e.Id
                          where p.MailboxId == run.MailboxId && !p.IsPendingAddition
                             && (!db.EmailBodies.Any(b => b.EmailId == e.Id) || e.HasAttachments && !db.Attachments.Any(a => a.EmailId == e.Id))
                          select new { p.FolderId, p.RemoteId, p.EmailId }).ToListAsync(cancellationToken);
        return rows.DistinctBy(r => r.EmailId).ToLookup(r => r.FolderId, r => r.RemoteId);
    }

    /// <summary>Counts every thread anew and stores what the audit found.</summary>
    public async Task FinishAsync(SyncRun run, CancellationToken cancellationToken)
    {
        long last = 0;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.BeginAsync(run.MailboxId, cancellationToken);
            var ids = await db.Emails.Where(e => e.MailboxId == run.MailboxId && e.ThreadId > last).Select(e => e.ThreadId)
                .Union(db.Threads.Where(t => t.MailboxId == run.MailboxId && t.Id > last).Select(t => t.Id))
                .Union(db.ThreadPlacements.Where(p => p.MailboxId == run.MailboxId && p.ThreadId > last).Select(p => p.ThreadId))
                .OrderBy(id => id).Take(300).ToListAsync(cancellationToken);
            if (ids.Count == 0)
                break;
            last = ids[^1];
            await RestoreReferencesAsync(db, run.MailboxId, ids, cancellationToken);
            await ThreadUpkeep.RefreshAsync(db, run.MailboxId, ids, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        await StoreCountsAsync(run, cancellationToken);
    }

    private static async Task RestoreReferencesAsync(SimpleCrmDbContext db, long mailboxId, List<long> threadIds, CancellationToken cancellationToken)
    {
        var emails = await db.Emails.AsNoTracking().Where(e => threadIds.Contains(e.ThreadId)).Select(e => new { e.ThreadId, e.MessageId, e.InReplyTo, e.References }).ToListAsync(cancellationToken);
        var wanted = new Dictionary<byte[], long>(EmailIdentity.Comparer);
        foreach (var email in emails)
            foreach (var id in email.References.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(email.InReplyTo).Append(email.MessageId).Where(id => !string.IsNullOrEmpty(id)))
                wanted.TryAdd(EmailIdentity.MessageIdHash(id!), email.ThreadId);
        foreach (var chunk in wanted.Keys.ToList().Chunk(1000))
        {
            var keys = chunk.ToList();
            foreach (var known in await db.ThreadReferences.Where(r => r.MailboxId == mailboxId && keys.Contains(r.MessageIdHash)).Select(r => r.MessageIdHash).ToListAsync(cancellationToken))
                wanted.Remove(known);
        }
        await db.InsertAllAsync([.. wanted.Select(w => new ThreadReference { MailboxId = mailboxId, MessageIdHash = w.Key, ThreadId = w.Value })], cancellationToken);
    }

    private async Task StoreCountsAsync(SyncRun run, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var server = run.Folders.Sum(f => run.ServerCounts.GetValueOrDefault(f.Id, f.ServerCount));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var local = await db.Placements.CountAsync(p => p.MailboxId == run.MailboxId && !p.IsPendingAddition, cancellationToken);
        var quarantined = await db.Quarantine.CountAsync(q => q.MailboxId == run.MailboxId, cancellationToken);
        await db.Mailboxes.Where(m => m.Id == run.MailboxId).ExecuteUpdateAsync(s => s
            .SetProperty(m => m.AuditedAt, now).SetProperty(m => m.AuditServerCount, server).SetProperty(m => m.AuditLocalCount, local), cancellationToken);
        logger.Audited(run.MailboxId, server, local, quarantined);
    }
}

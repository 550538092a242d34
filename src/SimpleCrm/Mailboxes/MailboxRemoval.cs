using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Sharing;

namespace SimpleCrm.Mailboxes;

/// <summary>
/// Deletes all that belongs to mailboxes whose owner asked for it: in small transactions, so that others can write in between, and
/// again from where it stopped after a restart. The mailbox's own row goes last.
/// </summary>
internal sealed partial class MailboxRemoval(
    IDbContextFactory<SimpleCrmDbContext> contexts, AttachmentStore files, LiveFeed feed, TimeProvider time, ILogger<MailboxRemoval> logger) : BackgroundService
{
    private const int BatchSize = 200;
    private readonly SemaphoreSlim _wake = new(0);

    public void Wake() => _wake.Release();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (true)
        {
            var retry = false;
            try
            {
                await RemoveAllAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbUpdateException or System.Data.Common.DbException or IOException)
            {
                // A locked database or a full disk passes.
                Failed(logger, exception.GetType().Name);
                retry = true;
            }
            await _wake.WaitAsync(retry ? TimeSpan.FromMinutes(1) : Timeout.InfiniteTimeSpan, stoppingToken);
        }
    }

    /// <summary>Removes every mailbox that waits for it.</summary>
    public async Task RemoveAllAsync(CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken) is var (mailboxId, ownerId))
        {
            var started = time.GetTimestamp();
            var count = await RemoveAsync(mailboxId, cancellationToken);
            feed.Publish(new LiveChange { MailboxId = mailboxId, OwnerId = ownerId, MailboxChanged = true });
            Removed(logger, mailboxId, count, (long)time.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private async Task<(long MailboxId, long OwnerId)?> NextAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var next = await db.Mailboxes.Where(m => m.DeletionRequestedAt != null).OrderBy(m => m.Id).Select(m => new { m.Id, m.OwnerId }).FirstOrDefaultAsync(cancellationToken);
        return next is null ? null : (next.Id, next.OwnerId);
    }

    private async Task<int> RemoveAsync(long mailboxId, CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await db.PendingOperations.Where(o => o.MailboxId == mailboxId).ExecuteDeleteAsync(cancellationToken);
            await db.Quarantine.Where(q => q.MailboxId == mailboxId).ExecuteDeleteAsync(cancellationToken);
            var outgoing = db.OutgoingEmails.Where(o => o.MailboxId == mailboxId);
            await db.OutgoingContents.Where(c => outgoing.Any(o => o.Id == c.OutgoingEmailId)).ExecuteDeleteAsync(cancellationToken);
            await outgoing.ExecuteDeleteAsync(cancellationToken);
            await db.Drafts.Where(d => d.MailboxId == mailboxId).ExecuteDeleteAsync(cancellationToken);
        }
        while (await RemoveThreadsAsync(mailboxId, cancellationToken))
        {
        }
        var count = 0;
        while (await RemoveEmailsAsync(mailboxId, cancellationToken) is > 0 and var removed)
            count += removed;
        await RemoveRestAsync(mailboxId, cancellationToken);
        return count;
    }

    // Threads first: they are what lists show.
    private async Task<bool> RemoveThreadsAsync(long mailboxId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await db.Threads.Where(t => t.MailboxId == mailboxId).OrderBy(t => t.Id).Select(t => t.Id).Take(BatchSize).ToListAsync(cancellationToken);
        if (ids.Count == 0)
            return false;
        await using var transaction = await db.BeginAsync(mailboxId, cancellationToken);
        await db.ThreadPlacements.Where(p => ids.Contains(p.ThreadId)).ExecuteDeleteAsync(cancellationToken);
        await db.ThreadReferences.Where(r => ids.Contains(r.ThreadId)).ExecuteDeleteAsync(cancellationToken);
        await db.ThreadLinks.Where(l => ids.Contains(l.ThreadId)).ExecuteDeleteAsync(cancellationToken);
        await ThreadMerging.RemoveAsync(db, ids, cancellationToken);
        await db.Threads.Where(t => ids.Contains(t.Id)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<int> RemoveEmailsAsync(long mailboxId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await db.Emails.Where(e => e.MailboxId == mailboxId).OrderBy(e => e.Id).Select(e => e.Id).Take(BatchSize).ToListAsync(cancellationToken);
        if (ids.Count == 0)
            return 0;
        var stored = await db.Attachments.Where(a => ids.Contains(a.EmailId) && a.StoredAt != null).Select(a => a.Id).ToListAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(mailboxId, cancellationToken);
        await db.Attachments.Where(a => ids.Contains(a.EmailId)).ExecuteDeleteAsync(cancellationToken);
        await db.Placements.Where(p => ids.Contains(p.EmailId)).ExecuteDeleteAsync(cancellationToken);
        await db.EmailBodies.Where(b => ids.Contains(b.EmailId)).ExecuteDeleteAsync(cancellationToken);
        await db.RemoteImageConsents.Where(c => c.EmailId != null && ids.Contains(c.EmailId.Value)).ExecuteDeleteAsync(cancellationToken);
        await EmailLinking.RemoveAsync(db, ids, cancellationToken);
        // Their words leave the search index with them.
        await db.Emails.Where(e => ids.Contains(e.Id)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        // A file that outlives a kill here has no row any more and is found by the store's upkeep.
        files.Delete(stored);
        return ids.Count;
    }

    private async Task RemoveRestAsync(long mailboxId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.MailboxContacts.Where(c => c.MailboxId == mailboxId).ExecuteDeleteAsync(cancellationToken);
        await db.Signatures.Where(s => s.MailboxId == mailboxId).ExecuteDeleteAsync(cancellationToken);
        await db.WebhookSubscriptions.Where(s => s.MailboxId == mailboxId).ExecuteDeleteAsync(cancellationToken);
        await db.ThreadReferences.Where(r => r.MailboxId == mailboxId).ExecuteDeleteAsync(cancellationToken);
        await db.ThreadPlacements.Where(p => p.MailboxId == mailboxId).ExecuteDeleteAsync(cancellationToken);
        await db.Placements.Where(p => p.MailboxId == mailboxId).ExecuteDeleteAsync(cancellationToken);
        await db.Folders.Where(f => f.MailboxId == mailboxId).ExecuteDeleteAsync(cancellationToken);
        await db.Mailboxes.Where(m => m.Id == mailboxId).ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(1101, LogLevel.Information, "Mailbox {MailboxId} was deleted with {Count} emails in {Milliseconds} ms.")]
    private static partial void Removed(ILogger logger, long mailboxId, int count, long milliseconds);

    [LoggerMessage(1102, LogLevel.Warning, "Deleting a mailbox failed with {Exception}; it is tried again.")]
    private static partial void Failed(ILogger logger, string exception);
}

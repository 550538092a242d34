using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.FollowUp;

/// <summary>Changes when conversations are shown, with the rows that lists read, in one transaction.</summary>
internal sealed class FollowUpChanges(IDbContextFactory<SimpleCrmDbContext> contexts, LiveFeed live)
{
    /// <returns>How many of the threads there were.</returns>
    public async Task<int> ApplyAsync(long mailboxId, IReadOnlyCollection<long> threadIds, Action<EmailThread> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(mailboxId, cancellationToken);
        var threads = await db.Threads.Where(t => t.MailboxId == mailboxId && threadIds.Contains(t.Id)).ToListAsync(cancellationToken);
        foreach (var thread in threads)
            change(thread);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        await ThreadUpkeep.RefreshAsync(db, mailboxId, threadIds, cancellationToken);
        var folders = await db.Folders.Where(f => f.MailboxId == mailboxId && f.Role == FolderRole.Inbox).Select(f => f.Id).ToListAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var owner = await db.Mailboxes.Where(m => m.Id == mailboxId).Select(m => m.OwnerId).SingleOrDefaultAsync(cancellationToken);
        live.Publish(new LiveChange { MailboxId = mailboxId, OwnerId = owner, ThreadIds = [.. threadIds], FolderIds = folders });
        return threads.Count;
    }
}

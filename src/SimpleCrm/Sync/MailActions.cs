using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>
/// What a person does to mail: shown at once, kept durably and written to the server in order. Works on the viewer's own mailboxes;
/// ids that are unknown or someone else's are passed over in silence.
/// </summary>
public sealed class MailActions(IDbContextFactory<SimpleCrmDbContext> contexts, MailboxKnocks knocks, LiveFeed feed, TimeProvider time)
{
    private static readonly FolderRole[] OwnWork = [FolderRole.Sent, FolderRole.Drafts];
    private static readonly FolderRole[] Discarded = [FolderRole.Trash, FolderRole.Junk];

    /// <summary>Marks every email of the conversations read or unread.</summary>
    public Task<MailAct> SetReadAsync(Viewer viewer, IReadOnlyList<long> threadIds, bool read, CancellationToken cancellationToken) =>
        ActAsync(viewer, threadIds, (act, _) => act.SetFlagAsync(e => e.IsRead != read, OperationKind.SetRead, read), cancellationToken);

    /// <summary>Marks single emails read or unread.</summary>
    public async Task<MailAct> SetEmailReadAsync(Viewer viewer, IReadOnlyList<long> emailIds, bool read, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var threadIds = await db.Emails.Where(e => emailIds.Contains(e.Id)).Select(e => e.ThreadId).Distinct().ToListAsync(cancellationToken);
        return await ActAsync(viewer, threadIds, (act, _) => act.SetFlagAsync(e => emailIds.Contains(e.Id), OperationKind.SetRead, read), cancellationToken);
    }

    /// <summary>Stars the newest email of each conversation, or takes every star away.</summary>
    public Task<MailAct> SetStarredAsync(Viewer viewer, IReadOnlyList<long> threadIds, bool starred, CancellationToken cancellationToken) =>
        ActAsync(viewer, threadIds, (act, _) => starred
            ? act.SetFlagAsync(e => act.LastEmailIds.Contains(e.Id), OperationKind.SetStarred, true)
            : act.SetFlagAsync(e => e.IsStarred, OperationKind.SetStarred, false), cancellationToken);

    /// <summary>Takes the conversations out of the Inbox into the archive, which is made when the account has none.</summary>
    public Task<MailAct> ArchiveAsync(Viewer viewer, IReadOnlyList<long> threadIds, CancellationToken cancellationToken) =>
        ActAsync(viewer, threadIds, (act, _) => act.MoveAsync(p => act.Role(p) == FolderRole.Inbox, FolderRole.Archive), cancellationToken);

    /// <summary>Moves the conversations to Trash, wherever their emails are.</summary>
    public Task<MailAct> TrashAsync(Viewer viewer, IReadOnlyList<long> threadIds, CancellationToken cancellationToken) =>
        ActAsync(viewer, threadIds, (act, _) => act.MoveAsync(p => act.Role(p) != FolderRole.Trash, FolderRole.Trash), cancellationToken);

    /// <summary>Moves what others wrote to Junk.</summary>
    public Task<MailAct> SpamAsync(Viewer viewer, IReadOnlyList<long> threadIds, CancellationToken cancellationToken) =>
        ActAsync(viewer, threadIds, (act, _) => act.MoveAsync(p => !OwnWork.Contains(act.Role(p)) && !Discarded.Contains(act.Role(p)), FolderRole.Junk), cancellationToken);

    /// <summary>Moves the conversations from Junk to the Inbox.</summary>
    public Task<MailAct> NotSpamAsync(Viewer viewer, IReadOnlyList<long> threadIds, CancellationToken cancellationToken) =>
        ActAsync(viewer, threadIds, (act, _) => act.MoveAsync(p => act.Role(p) == FolderRole.Junk, FolderRole.Inbox), cancellationToken);

    /// <summary>Moves the conversations to a folder of the same mailbox; from one folder alone where that is given.</summary>
    public Task<MailAct> MoveAsync(Viewer viewer, IReadOnlyList<long> threadIds, long toFolderId, CancellationToken cancellationToken, long? fromFolderId = null) =>
        ActAsync(viewer, threadIds, (act, _) => act.MoveToAsync(toFolderId, fromFolderId, place => act.Role(place) switch
        {
            // What the person sees of a conversation goes; what they wrote or threw away stays, unless there is nothing else.
            var role when OwnWork.Contains(role) => 2,
            var role when Discarded.Contains(role) => 1,
            _ => 0,
        }), cancellationToken);

    /// <summary>Deletes for good what the conversations have in Trash and Junk. Sent to the server after a short wait, in which it can be undone.</summary>
    public Task<MailAct> DeleteForeverAsync(Viewer viewer, IReadOnlyList<long> threadIds, CancellationToken cancellationToken) =>
        ActAsync(viewer, threadIds, (act, _) => act.DeleteAsync(p => Discarded.Contains(act.Role(p))), cancellationToken);

    /// <summary>Takes a whole act back, whether or not the server has it already.</summary>
    /// <returns>False when the act is unknown, too old, or deleted for good at the server.</returns>
    public Task<bool> UndoAsync(Viewer viewer, long actId, CancellationToken cancellationToken) =>
        contexts.RetriedAsync(db => UndoAsync(db, viewer, actId, cancellationToken), cancellationToken);

    private async Task<bool> UndoAsync(SimpleCrmDbContext db, Viewer viewer, long actId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var mailboxId in actId == 0 ? [] : await db.PendingOperations.Where(o => o.ActId == actId).Select(o => o.MailboxId).Distinct().OrderBy(id => id).ToListAsync(cancellationToken))
            await db.LockAsync(mailboxId, cancellationToken);
        var operations = actId == 0 ? [] : await db.PendingOperations.Where(o => o.ActId == actId && o.State != OperationState.Failed
            && db.Mailboxes.Any(m => m.Id == o.MailboxId && m.OwnerId == viewer.UserId)).OrderByDescending(o => o.Id).ToListAsync(cancellationToken);
        var isUndone = operations.Count > 0;
        var notices = new List<LiveChange>();
        foreach (var group in operations.GroupBy(o => o.MailboxId))
        {
            var changes = new LocalChanges(db, group.Key, RowId.Next(), time.GetUtcNow().UtcDateTime, await IsOfflineAsync(db, group.Key, cancellationToken));
            foreach (var operation in group)
            {
                isUndone &= await changes.UndoAsync(operation, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
            }
            notices.Add(await SaveAsync(db, viewer, group.Key, changes, cancellationToken));
        }
        await transaction.CommitAsync(cancellationToken);
        Tell(notices);
        return isUndone;
    }

    /// <summary>Acts that the server refused for good: the conversation and the server's words, newest first, until dismissed.</summary>
    public async Task<IReadOnlyList<RefusedChange>> ListRefusedAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await (from o in db.PendingOperations.AsNoTracking()
                      join e in db.Emails on o.EmailId equals e.Id
                      where o.State == OperationState.Failed && db.Mailboxes.Any(m => m.Id == o.MailboxId && m.OwnerId == viewer.UserId)
                      orderby o.Id descending
                      select new RefusedChange(o.Id, o.MailboxId, e.ThreadId, e.Id, o.Kind, o.Error ?? "")).Take(100).ToListAsync(cancellationToken);
    }

    /// <summary>The person has seen a refused change.</summary>
    public async Task DismissRefusedAsync(Viewer viewer, long refusedId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.PendingOperations.Where(o => o.Id == refusedId && o.State == OperationState.Failed && db.Mailboxes.Any(m => m.Id == o.MailboxId && m.OwnerId == viewer.UserId))
            .ExecuteDeleteAsync(cancellationToken);
    }

    private Task<MailAct> ActAsync(Viewer viewer, IReadOnlyList<long> threadIds, Func<MailboxAct, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        contexts.RetriedAsync(db => ActAsync(db, viewer, threadIds, work, cancellationToken), cancellationToken);

    private async Task<MailAct> ActAsync(SimpleCrmDbContext db, Viewer viewer, IReadOnlyList<long> threadIds, Func<MailboxAct, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var threads = await db.Threads.Where(t => threadIds.Contains(t.Id) && db.Mailboxes.Any(m => m.Id == t.MailboxId && m.OwnerId == viewer.UserId))
            .Select(t => new { t.Id, t.MailboxId, t.LastEmailId }).ToListAsync(cancellationToken);
        foreach (var mailboxId in threads.Select(t => t.MailboxId).Distinct().Order())
            await db.LockAsync(mailboxId, cancellationToken);
        var (actId, threadCount, emailCount, notices) = (RowId.Next(), 0, 0, new List<LiveChange>());
        foreach (var group in threads.GroupBy(t => t.MailboxId))
        {
            var changes = new LocalChanges(db, group.Key, actId, time.GetUtcNow().UtcDateTime, await IsOfflineAsync(db, group.Key, cancellationToken));
            var act = await MailboxAct.LoadAsync(db, group.Key, [.. group.Select(t => t.Id)], [.. group.Select(t => t.LastEmailId)], changes, cancellationToken);
            await work(act, cancellationToken);
            notices.Add(await SaveAsync(db, viewer, group.Key, changes, cancellationToken));
            threadCount += changes.ThreadIds.Count;
            emailCount += changes.EmailIds.Count;
        }
        await transaction.CommitAsync(cancellationToken);
        Tell(notices);
        return emailCount == 0 ? new MailAct(0, 0, 0) : new MailAct(actId, threadCount, emailCount);
    }

    private static async Task<LiveChange> SaveAsync(SimpleCrmDbContext db, Viewer viewer, long mailboxId, LocalChanges changes, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        await ThreadUpkeep.RefreshAsync(db, mailboxId, changes.ThreadIds, cancellationToken);
        return new LiveChange { MailboxId = mailboxId, OwnerId = viewer.UserId, ThreadIds = changes.ThreadIds, FolderIds = changes.FolderIds };
    }

    private void Tell(List<LiveChange> notices)
    {
        foreach (var notice in notices.Where(n => n.ThreadIds.Count > 0))
        {
            feed.Publish(notice);
            knocks.Knock(notice.MailboxId, KnockReason.WriteBack);
        }
    }

    private static Task<bool> IsOfflineAsync(SimpleCrmDbContext db, long mailboxId, CancellationToken cancellationToken) =>
        db.Mailboxes.AnyAsync(m => m.Id == mailboxId && m.State == MailboxState.Disconnected, cancellationToken);
}

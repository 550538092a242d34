using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Mail;

/// <summary>Lists of threads, read in windows.</summary>
public sealed class ThreadLists(IDbContextFactory<SimpleCrmDbContext> contexts, EmailSearch search)
{
    /// <summary>At most this many rows in one window.</summary>
    public const int MaxCount = 200;

    /// <summary>The threads from <paramref name="offset"/> on, newest first. A scope the viewer may not see is empty.</summary>
    public async Task<ThreadWindow> GetWindowAsync(Viewer viewer, ThreadScope scope, int offset, int count, CancellationToken cancellationToken)
    {
        offset = Math.Max(0, offset);
        count = Math.Clamp(count, 1, MaxCount);
        if (!string.IsNullOrWhiteSpace(scope.Search))
            return await search.FindThreadsAsync(viewer, scope, offset, count, cancellationToken);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (total, keys) = await KeysAsync(db, viewer, scope, offset, count, cancellationToken);
        return new(total, await ThreadRows.ReadAsync(db, keys, cancellationToken));
    }

    /// <summary>Whether every Inbox of the scope tells focused mail from other, so that each of its threads is under one of the two.</summary>
    public async Task<bool> HasFocusAsync(Viewer viewer, ThreadScope scope, CancellationToken cancellationToken)
    {
        if (scope.FolderId is null && scope.Role is not (null or FolderRole.Inbox) || scope.SnoozedOnly || scope.Search is not null)
            return false;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var inboxes = await FoldersOf(db, viewer, scope)
            .Select(f => f.Role == FolderRole.Inbox && db.ThreadPlacements.Any(p => p.FolderId == f.Id && p.Focus != null)).ToListAsync(cancellationToken);
        return inboxes.Count > 0 && inboxes.TrueForAll(hasFocus => hasFocus);
    }

    private static IQueryable<MailFolder> FoldersOf(SimpleCrmDbContext db, Viewer viewer, ThreadScope scope)
    {
        var role = scope.Role ?? FolderRole.Inbox;
        return db.Folders
            .Where(f => scope.FolderId != null ? f.Id == scope.FolderId : f.Role == role)
            .Where(f => db.MailboxesFor(viewer).Any(m => m.Id == f.MailboxId && (scope.MailboxId == null || m.Id == scope.MailboxId)));
    }

    private static async Task<(int Total, List<ThreadKey> Keys)> KeysAsync(
        SimpleCrmDbContext db, Viewer viewer, ThreadScope scope, int offset, int count, CancellationToken cancellationToken)
    {
        if (scope.SnoozedOnly)
            return await SnoozedAsync(db, viewer, scope, offset, count, cancellationToken);
        if (scope.FolderId is null && scope.Role is FolderRole.All or FolderRole.Starred || (scope is { StarredOnly: true, FolderId: null, Role: null }))
            return await WholeMailboxesAsync(db, viewer, scope, offset, count, cancellationToken);

        var folders = await FoldersOf(db, viewer, scope)
            .Select(f => new { f.Id, f.ThreadCount, f.UnreadThreadCount })
            .ToListAsync(cancellationToken);
        if (folders.Count == 0)
            return (0, []);

        // One ordered subquery for each folder: the database merges them and reads no more than the window.
        var windows = folders.Select(f => InFolder(db, f.Id, scope)).Aggregate((all, next) => all.Concat(next));
        var total = scope.StarredOnly || scope.Focus is not null ? await windows.CountAsync(cancellationToken)
            : folders.Sum(f => scope.UnreadOnly ? f.UnreadThreadCount : f.ThreadCount);
        // What lies deep is counted off from the nearer end.
        var keys = offset <= total / 2
            ? await Window(windows, offset, count).ToListAsync(cancellationToken)
            : await windows.OrderBy(k => k.LastAt).ThenBy(k => k.ThreadId).Skip(Math.Max(0, total - offset - count)).Take(Math.Clamp(total - offset, 0, count)).ToListAsync(cancellationToken);
        return (total, [.. keys.OrderByDescending(k => k.LastAt).ThenByDescending(k => k.ThreadId).DistinctBy(k => k.ThreadId)]);
    }

    private static IQueryable<ThreadKey> InFolder(SimpleCrmDbContext db, long folderId, ThreadScope scope)
    {
        if (scope.StarredOnly)
            return db.Threads.Where(t => t.IsStarred && (!scope.UnreadOnly || t.UnreadCount > 0))
                .Join(db.ThreadPlacements.Where(p => p.FolderId == folderId), t => t.Id, p => p.ThreadId, (t, p) => new ThreadKey { ThreadId = p.ThreadId, LastAt = p.LastAt });
        var placements = db.ThreadPlacements.Where(p => p.FolderId == folderId);
        if (scope.Focus is { } focus)
            placements = placements.Where(p => p.Focus == focus);
        return (scope.UnreadOnly ? placements.Where(p => p.UnreadCount > 0) : placements)
            .Select(p => new ThreadKey { ThreadId = p.ThreadId, LastAt = p.LastAt });
    }

    private static async Task<(int, List<ThreadKey>)> SnoozedAsync(
        SimpleCrmDbContext db, Viewer viewer, ThreadScope scope, int offset, int count, CancellationToken cancellationToken)
    {
        var snoozed = db.Threads.Where(t => t.SnoozedUntil != null && (!scope.UnreadOnly || t.UnreadCount > 0)
            && db.MailboxesFor(viewer).Any(m => m.Id == t.MailboxId && (scope.MailboxId == null || m.Id == scope.MailboxId)));
        var keys = await snoozed.OrderBy(t => t.SnoozedUntil).ThenBy(t => t.Id).Skip(offset).Take(count)
            .Select(t => new ThreadKey { ThreadId = t.Id, LastAt = t.LastAt }).ToListAsync(cancellationToken);
        return (await snoozed.CountAsync(cancellationToken), keys);
    }

    private static async Task<(int, List<ThreadKey>)> WholeMailboxesAsync(
        SimpleCrmDbContext db, Viewer viewer, ThreadScope scope, int offset, int count, CancellationToken cancellationToken)
    {
        var mailboxes = await db.MailboxesFor(viewer).Where(m => scope.MailboxId == null || m.Id == scope.MailboxId).Select(m => m.Id).ToListAsync(cancellationToken);
        if (mailboxes.Count == 0)
            return (0, []);
        var starred = scope.StarredOnly || scope.Role == FolderRole.Starred;
        var windows = mailboxes.Select(m => InMailbox(db, m, starred, scope.UnreadOnly)).Aggregate((all, next) => all.Concat(next));
        return (await windows.CountAsync(cancellationToken), await Window(windows, offset, count).ToListAsync(cancellationToken));
    }

    private static IQueryable<ThreadKey> InMailbox(SimpleCrmDbContext db, long mailboxId, bool starred, bool unread)
    {
        var threads = db.Threads.Where(t => t.MailboxId == mailboxId);
        if (starred)
            threads = threads.Where(t => t.IsStarred);
        if (unread)
            threads = threads.Where(t => t.UnreadCount > 0);
        return threads.Select(t => new ThreadKey { ThreadId = t.Id, LastAt = t.LastAt });
    }

    private static IQueryable<ThreadKey> Window(IQueryable<ThreadKey> keys, int offset, int count) =>
        keys.OrderByDescending(k => k.LastAt).ThenByDescending(k => k.ThreadId).Skip(offset).Take(count);
}

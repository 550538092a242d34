using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Database.Sqlite;

namespace SimpleCrm.Mail;

/// <summary>Full-text search over the viewer's own mail (docs/search.md).</summary>
public sealed class EmailSearch(IDbContextFactory<SimpleCrmDbContext> contexts, BodyReading bodies)
{
    // How far beyond the window a search looks, so that a scroll bar has something to go by.
    private const int LookAhead = 100;

    internal async Task<ThreadWindow> FindThreadsAsync(Viewer viewer, ThreadScope scope, int offset, int count, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailboxes = await db.MailboxesFor(viewer).Where(m => scope.MailboxId == null || m.Id == scope.MailboxId)
            .Select(m => new { m.Id, m.SearchPartition }).ToListAsync(cancellationToken);
        var request = await RequestAsync(db, viewer, scope.Search!, [.. mailboxes.Select(m => (m.Id, m.SearchPartition))], cancellationToken);
        request = await NarrowAsync(db, request, scope, cancellationToken);
        if (mailboxes.Count == 0 || request.Folders is { Count: 0 })
            return ThreadWindow.Empty;

        var seen = new HashSet<long>();
        var window = new List<SearchHit>(count);
        var hasMore = false;
        await foreach (var hit in SearchIndexReader.FindAsync(db, request, cancellationToken))
        {
            if (!seen.Add(hit.ThreadId))
                continue;
            if (seen.Count > offset && window.Count < count)
                window.Add(hit);
            if (hasMore = seen.Count > offset + count + LookAhead)
                break;
        }
        var rows = await ThreadRows.ReadAsync(db, [.. window.Select(h => new ThreadKey { ThreadId = h.ThreadId, LastAt = h.Place.SortAt })], cancellationToken);
        return new ThreadWindow(seen.Count, rows) { HasMore = hasMore };
    }

    internal async Task<SearchRequest> RequestAsync(
        SimpleCrmDbContext db, Viewer viewer, string text, IReadOnlyList<(long, int)> mailboxes, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return new SearchRequest { Mailboxes = mailboxes, Match = text + viewer.UserId + db + bodies + cancellationToken };
    }

    private static async Task<SearchRequest> NarrowAsync(SimpleCrmDbContext db, SearchRequest request, ThreadScope scope, CancellationToken cancellationToken)
    {
        if (scope.UnreadOnly)
            request = request with { IsRead = false };
        if (scope.StarredOnly || scope.Role == FolderRole.Starred)
            request = request with { IsStarred = true };
        if (scope.FolderId is null && scope.Role is null or FolderRole.All or FolderRole.Starred)
            return request;
        var mailboxes = request.Mailboxes.Select(m => m.MailboxId).ToList();
        var folders = await db.Folders.Where(f => mailboxes.Contains(f.MailboxId) && (scope.FolderId != null ? f.Id == scope.FolderId : f.Role == scope.Role))
            .Select(f => f.Id).ToListAsync(cancellationToken);
        return request with { Folders = request.Folders is { } named ? [.. named.Intersect(folders)] : folders, HiddenFolders = [] };
    }
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Database.Search;

namespace SimpleCrm.Mail;

/// <summary>Full-text search over the viewer's own mail (docs/search.md).</summary>
public sealed class EmailSearch(IDbContextFactory<SimpleCrmDbContext> contexts, BodyReading bodies, TimeProvider time)
{
    // How far beyond the window a search looks, so that a scroll bar has something to go by.
    private const int LookAhead = 100;

    internal async Task<ThreadWindow> FindThreadsAsync(Viewer viewer, ThreadScope scope, int offset, int count, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var query = SearchConditions.Effective(SearchQuery.Parse(scope.Search));
        var request = await RequestAsync(db, viewer, query, scope.MailboxId, cancellationToken);
        if (request is not null)
            request = await NarrowAsync(db, request, scope, cancellationToken);
        if (request is null)
            return ThreadWindow.Empty;

        var seen = new HashSet<long>();
        var window = new List<SearchHit>(count);
        var hasMore = false;
        await foreach (var hit in DatabaseEngines.Of(db).Search.FindAsync(db, request, cancellationToken))
        {
            if (!seen.Add(hit.ThreadId))
                continue;
            if (seen.Count > offset && window.Count < count)
                window.Add(hit);
            if (hasMore = seen.Count > offset + count + LookAhead)
                break;
        }
        var rows = await ThreadRows.ReadAsync(db, [.. window.Select(h => new ThreadKey { ThreadId = h.ThreadId, LastAt = h.Place.SortAt })], cancellationToken);
        return new ThreadWindow(seen.Count, await MarkAsync(db, rows, window, query, cancellationToken)) { HasMore = hasMore };
    }

    /// <summary>What to look for, and where this viewer may look; null when nothing can match.</summary>
    internal async Task<SearchRequest?> RequestAsync(SimpleCrmDbContext db, Viewer viewer, SearchQuery query, long? mailboxId, CancellationToken cancellationToken)
    {
        var mailboxes = await db.MailboxesFor(viewer).Where(m => mailboxId == null || m.Id == mailboxId)
            .Select(m => new { m.Id, m.SearchPartition }).ToListAsync(cancellationToken);
        if (mailboxes.Count == 0)
            return null;
        var ids = mailboxes.Select(m => m.Id).ToList();
        var request = new SearchRequest { Mailboxes = [.. mailboxes.Select(m => (m.Id, m.SearchPartition))] };
        var anywhere = false;
        foreach (var term in query.Terms.Where(t => t.Field == SearchField.In))
        {
            if (term.Text.Equals("anywhere", StringComparison.OrdinalIgnoreCase) || term.Text.Equals("all", StringComparison.OrdinalIgnoreCase))
            {
                if (term.Negated)
                    return null;
                anywhere = true;
                continue;
            }
            var folders = await FolderNames.FindAsync(db, ids, term.Text, cancellationToken);
            if (folders.Count == 0 && term.Text.Equals("starred", StringComparison.OrdinalIgnoreCase))
                request = request with { IsStarred = !term.Negated };
            else if (term.Negated)
                request = request with { NotFolders = [.. request.NotFolders, .. folders] };
            else
                request = request with { Folders = request.Folders is { } named ? [.. named.Intersect(folders)] : folders };
        }
        if (!anywhere && request.Folders is null)
            request = request with
            {
                HiddenFolders = await db.Folders.Where(f => ids.Contains(f.MailboxId) && (f.Role == FolderRole.Trash || f.Role == FolderRole.Junk)).Select(f => f.Id).ToListAsync(cancellationToken),
            };
        return request.Folders is { Count: 0 } ? null : SearchConditions.Apply(request, query, viewer, time.GetUtcNow());
    }

    private static async Task<SearchRequest?> NarrowAsync(SimpleCrmDbContext db, SearchRequest request, ThreadScope scope, CancellationToken cancellationToken)
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
        return request.Within(folders);
    }

    private async Task<IReadOnlyList<ThreadRow>> MarkAsync(
        SimpleCrmDbContext db, IReadOnlyList<ThreadRow> rows, List<SearchHit> hits, SearchQuery query, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return rows;
        var found = hits.ToDictionary(h => h.ThreadId, h => h.EmailId);
        var ids = found.Values.ToList();
        var snippets = await db.Emails.Where(e => ids.Contains(e.Id)).Select(e => new { e.Id, e.Snippet }).ToDictionaryAsync(e => e.Id, e => e.Snippet, cancellationToken);
        var marksBodies = query.Terms.Any(t => t is { Field: SearchField.Any, Negated: false });
        var stored = marksBodies
            ? await db.EmailBodies.AsNoTracking().Where(b => ids.Contains(b.EmailId)).ToDictionaryAsync(b => b.EmailId, cancellationToken)
            : [];
        return [.. rows.Select(row =>
        {
            var emailId = found[row.Id];
            var own = snippets.GetValueOrDefault(emailId, row.Snippet);
            var (snippet, marks) = marksBodies ? FoundText.Snippet(bodies.Words(stored.GetValueOrDefault(emailId)), query) ?? (own, FoundText.Marks(own, query)) : (own, []);
            return row with { FoundEmailId = emailId, Snippet = snippet, SnippetMarks = marks, SubjectMarks = FoundText.Marks(row.Subject, query, SearchField.Subject) };
        })];
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Database.Sqlite;

namespace SimpleCrm.Mail;

/// <summary>The flat list of emails, page by page.</summary>
public sealed class EmailList(IDbContextFactory<SimpleCrmDbContext> contexts, EmailSearch search)
{
    /// <summary>One page, newest first. What cannot be served is named in <see cref="EmailPage.BadField"/>.</summary>
    public async Task<EmailPage> GetInboxAsync(Viewer viewer, EmailListQuery query, CancellationToken cancellationToken)
    {
        var size = query.PageSize <= 0 ? EmailListQuery.DefaultPageSize : Math.Min(query.PageSize, EmailListQuery.MaxPageSize);
        SearchPlace? after = null;
        if (!string.IsNullOrEmpty(query.Cursor) && (after = ReadCursor(query.Cursor)) is null)
            return Bad("cursor");

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailboxes = await db.MailboxesFor(viewer).Where(m => query.MailboxId == null || m.Id == query.MailboxId)
            .Select(m => new { m.Id, m.SearchPartition }).ToListAsync(cancellationToken);
        if (query.MailboxId is not null && mailboxes.Count == 0)
            return Bad("mailboxId");
        var ids = mailboxes.Select(m => m.Id).ToList();
        var request = await search.RequestAsync(db, viewer, query.Q ?? "", [.. mailboxes.Select(m => (m.Id, m.SearchPartition))], cancellationToken);
        if (await FoldersAsync(db, ids, query, cancellationToken) is var folders && folders is { Count: 0 } && !string.IsNullOrWhiteSpace(query.Folder))
            return Bad("folder");
        request = request with { After = after, IsRead = query.Unread ? false : request.IsRead };
        // A folder named apart from the search text narrows it; both must hold.
        if (folders is not null)
            request = request with { Folders = request.Folders is { } named ? [.. named.Intersect(folders)] : folders, HiddenFolders = [] };

        var hits = new List<SearchHit>(size + 1);
        if (mailboxes.Count > 0 && request.Folders is not { Count: 0 })
        {
            await foreach (var hit in SearchIndexReader.FindAsync(db, request, cancellationToken))
            {
                hits.Add(hit);
                if (hits.Count > size)
                    break;
            }
        }
        var page = hits.Take(size).ToList();
        var found = page.Select(h => h.EmailId).ToList();
        var emails = await db.Emails.AsNoTracking().Where(e => found.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellationToken);
        return new EmailPage([.. found.Where(emails.ContainsKey).Select(id => EmailViews.Item(emails[id]))], hits.Count > size ? WriteCursor(page[^1].Place) : null);
    }

    /// <returns>Null for any folder.</returns>
    private static async Task<List<long>?> FoldersAsync(SimpleCrmDbContext db, List<long> mailboxes, EmailListQuery query, CancellationToken cancellationToken)
    {
        var name = query.Folder?.Trim() ?? "";
        if (name.Length == 0)
        {
            if (!string.IsNullOrWhiteSpace(query.Q))
                return null;
            name = nameof(FolderRole.Inbox);
        }
        return await FolderNames.FindAsync(db, mailboxes, name, cancellationToken);
    }

    private static EmailPage Bad(string field) => new([], null) { BadField = field };

    private static string WriteCursor(SearchPlace place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.Key:x}-{place.SortAt.Ticks:x}-{place.EmailId:x}");

    private static SearchPlace? ReadCursor(string cursor)
    {
        var parts = cursor.Split('-');
        return parts.Length == 3 && Number(parts[0], out var key) && Number(parts[1], out var ticks) && Number(parts[2], out var id) && ticks <= DateTime.MaxValue.Ticks
            ? new SearchPlace(key, new DateTime(ticks, DateTimeKind.Utc), id)
            : null;

        static bool Number(string text, out long value) =>
            long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;
    }
}

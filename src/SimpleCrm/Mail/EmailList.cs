using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Database.Search;

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
        var mailboxes = await db.MailboxesFor(viewer).Where(m => query.MailboxId == null || m.Id == query.MailboxId).Select(m => m.Id).ToListAsync(cancellationToken);
        if (query.MailboxId is not null && mailboxes.Count == 0)
            return Bad("mailboxId");
        var request = await search.RequestAsync(db, viewer, SearchConditions.Effective(SearchQuery.Parse(query.Q)), query.MailboxId, cancellationToken);
        var (folders, isKnown) = await FoldersAsync(db, mailboxes, query, cancellationToken);
        if (!isKnown)
            return Bad("folder");
        if (folders is not null)
            request = request?.Within(folders);

        var hits = new List<SearchHit>(size + 1);
        if (request is not null)
        {
            request = request with { After = after, IsRead = query.Unread ? false : request.IsRead };
            await foreach (var hit in DatabaseEngines.Of(db).Search.FindAsync(db, request, cancellationToken))
            {
                hits.Add(hit);
                if (hits.Count > size)
                    break;
            }
        }
        if (hits.Count == 0)
            return new EmailPage([], null);
        var page = hits.Take(size).ToList();
        var found = page.Select(h => h.EmailId).ToList();
        var emails = await db.Emails.AsNoTracking().Where(e => found.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellationToken);
        return new EmailPage([.. found.Where(emails.ContainsKey).Select(id => EmailViews.Item(emails[id]))], hits.Count > size ? WriteCursor(page[^1].Place) : null);
    }

    /// <returns>The folders to read, null for any; and whether a folder that was named exists.</returns>
    private static async Task<(IReadOnlyList<long>? Folders, bool IsKnown)> FoldersAsync(
        SimpleCrmDbContext db, List<long> mailboxes, EmailListQuery query, CancellationToken cancellationToken)
    {
        var name = query.Folder?.Trim() ?? "";
        if (name.Length == 0)
            return (string.IsNullOrWhiteSpace(query.Q) ? await FolderNames.FindAsync(db, mailboxes, nameof(FolderRole.Inbox), cancellationToken) : null, true);
        var folders = await FolderNames.FindAsync(db, mailboxes, name, cancellationToken);
        return folders.Count == 0 && name.Equals("all", StringComparison.OrdinalIgnoreCase) ? (null, true) : (folders, folders.Count > 0);
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

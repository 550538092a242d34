using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Database.Search;
using SimpleCrm.Mail;

namespace SimpleCrm.Sharing;

/// <summary>
/// Full-text search over the mail that others share with the viewer (docs/search.md). An email is found only by what the viewer may see of it: the
/// index gives candidates, SharingScope decides how much of each is seen, and below <see cref="SharingLevel.Everything"/> the search must hold of that
/// part alone.
/// </summary>
public sealed class SharedMailSearch(IDbContextFactory<SimpleCrmDbContext> contexts, BodyReading bodies, TimeProvider time)
{
    /// <summary>Rows of one page at most.</summary>
    public const int MaxCount = 100;

    /// <summary>How many candidates, the newest first, a search looks at; older ones are found by narrower words or dates.</summary>
    public const int MostLookedAt = 5_000;

    private const int BatchSize = 250;

    /// <summary>Whether a search can find anything in the mail of others: it asks for something, and not for folders or flags, which are the owner's own business.</summary>
    public static bool Covers(string? search) => Covers(SearchQuery.Parse(search));

    /// <summary>Conversations in which an email matches, newest first. Drafts and what is only in Trash or Junk are never found.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="search">As typed. One that <see cref="Covers(string?)"/> not finds nothing.</param>
    /// <param name="offset">Rows to leave out, 0 or more.</param>
    /// <param name="count">Rows to give, 1 to <see cref="MaxCount"/>; more is cut.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SharedMailPage> FindAsync(Viewer viewer, string? search, int offset, int count, CancellationToken cancellationToken)
    {
        var query = SearchConditions.Effective(SearchQuery.Parse(search));
        if (!Covers(query))
            return SharedMailPage.Empty;
        (offset, count) = (Math.Clamp(offset, 0, MostLookedAt), Math.Clamp(count, 1, MaxCount));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var scope = await SharingScope.LoadAsync(db, viewer, cancellationToken);
        if (await RequestAsync(db, scope, viewer, query, cancellationToken) is not { } request)
            return SharedMailPage.Empty;

        var found = new List<SharedHit>();
        var threads = new HashSet<long>();
        var batch = new List<SearchHit>(BatchSize);
        var looked = 0;
        await foreach (var hit in DatabaseEngines.Of(db).Search.FindAsync(db, request, cancellationToken))
        {
            if (!threads.Contains(hit.ThreadId))
                batch.Add(hit);
            if (++looked == MostLookedAt)
                break;
            if (batch.Count < BatchSize)
                continue;
            await TakeAsync();
            if (found.Count > offset + count)
                break;
        }
        await TakeAsync();
        var page = found.Skip(offset).Take(count).ToList();
        return new SharedMailPage(await RowsAsync(db, page, query, cancellationToken), found.Count > offset + count);

        async Task TakeAsync()
        {
            foreach (var hit in await SeenAsync(db, scope, batch, query, cancellationToken))
                if (threads.Add(hit.ThreadId))
                    found.Add(hit);
            batch.Clear();
        }
    }

    private static bool Covers(SearchQuery query) =>
        !query.IsEmpty && !query.Terms.Any(t => t.Field is SearchField.In or SearchField.Unread or SearchField.Read or SearchField.Starred);

    private async Task<SearchRequest?> RequestAsync(SimpleCrmDbContext db, SharingScope scope, Viewer viewer, SearchQuery query, CancellationToken cancellationToken)
    {
        var (all, open) = await scope.OthersAsync(db, cancellationToken);
        if (all.Count == 0)
            return null;
        var mailboxes = await db.Mailboxes.Where(m => all.Contains(m.Id)).Select(m => new { m.Id, m.SearchPartition }).ToListAsync(cancellationToken);
        var request = SearchConditions.Apply(new SearchRequest
        {
            Mailboxes = [.. mailboxes.Select(m => (m.Id, m.SearchPartition))],
            Shared = new SharedPart(viewer.UserId, open),
            HiddenFolders = await db.Folders.Where(f => all.Contains(f.MailboxId) && (f.Role == FolderRole.Trash || f.Role == FolderRole.Junk)).Select(f => f.Id).ToListAsync(cancellationToken),
        }, query, viewer, time.GetUtcNow());
        // The index would judge by words that the viewer may not see, and tell by what is missing that they are there.
        return request is null ? null : request with { Unwanted = [] };
    }

    /// <summary>What the viewer may see of these, and by that alone finds.</summary>
    private async Task<List<SharedHit>> SeenAsync(SimpleCrmDbContext db, SharingScope scope, List<SearchHit> candidates, SearchQuery query, CancellationToken cancellationToken)
    {
        var decisions = await scope.DecideAsync(db, candidates.Select(h => (h.ThreadId, h.MailboxId)), cancellationToken);
        var ids = candidates.Where(h => decisions.TryGetValue(h.ThreadId, out var decision) && decision.Level > SharingLevel.Private).Select(h => h.EmailId).ToList();
        if (ids.Count == 0)
            return [];
        var emails = await db.Emails.Where(e => ids.Contains(e.Id) && e.OrphanedAt == null).Select(e => new
        {
            e.Id,
            e.ThreadId,
            e.Status,
            e.FromName,
            e.FromAddress,
            e.PeopleJson,
            e.Subject,
            e.Snippet,
            e.SortAt,
            IsLinked = db.RecordLinks.Any(l => l.ActivityId == e.Id && !l.IsUndone),
        }).ToDictionaryAsync(e => e.Id, cancellationToken);
        // A fact about files or size is part of what only everything shows.
        var asksContent = query.Terms.Any(t => t.Field is SearchField.HasAttachment or SearchField.Larger or SearchField.Smaller);
        var shown = ids.Where(emails.ContainsKey).Select(id => emails[id])
            .Where(e => MailReading.IsShown(decisions[e.ThreadId], e.Status, e.IsLinked))
            .Select(e => new SharedHit(decisions[e.ThreadId], e.Id, e.ThreadId, e.FromName, e.FromAddress, e.PeopleJson, e.Subject, e.Snippet, e.SortAt))
            .Where(h => h.ShowsAll || !asksContent).ToList();

        // Where everything is shared the index is right about the words that are wanted, unless it found them in a blind copy.
        var excludes = query.Terms.Any(t => t.Negated && t.Field is SearchField.Any or SearchField.FileName);
        var opened = shown.Where(h => h.ShowsAll && (excludes || h.People.Bcc.Count > 0)).Select(h => h.EmailId).ToHashSet();
        var (stored, files) = await ContentAsync(db, opened, cancellationToken);
        return [.. shown.Where(hit =>
        {
            var isOpen = opened.Contains(hit.EmailId);
            var words = new VisibleWords(hit, files[hit.EmailId], isOpen ? Body(stored.GetValueOrDefault(hit.EmailId)) : null);
            return query.Terms.All(t => hit.ShowsAll && !isOpen && !t.Negated || words.Hold(t));
        })];
    }

    private static async Task<(Dictionary<long, EmailBody> Bodies, ILookup<long, string> Files)> ContentAsync(SimpleCrmDbContext db, HashSet<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return ([], Enumerable.Empty<string>().ToLookup(_ => 0L));
        var stored = await db.EmailBodies.AsNoTracking().Where(b => ids.Contains(b.EmailId)).ToDictionaryAsync(b => b.EmailId, cancellationToken);
        var files = await db.Attachments.Where(a => ids.Contains(a.EmailId)).Select(a => new { a.EmailId, a.FileName }).ToListAsync(cancellationToken);
        return (stored, files.ToLookup(f => f.EmailId, f => f.FileName));
    }

    private async Task<IReadOnlyList<SharedMailRow>> RowsAsync(SimpleCrmDbContext db, List<SharedHit> page, SearchQuery query, CancellationToken cancellationToken)
    {
        var marksBodies = query.Terms.Any(t => t is { Field: SearchField.Any, Negated: false });
        var opened = marksBodies ? page.Where(h => h.ShowsAll).Select(h => h.EmailId).ToHashSet() : [];
        var stored = opened.Count == 0 ? [] : await db.EmailBodies.AsNoTracking().Where(b => opened.Contains(b.EmailId)).ToDictionaryAsync(b => b.EmailId, cancellationToken);
        return [.. page.Select(hit =>
        {
            var row = new SharedMailRow
            {
                ThreadId = hit.ThreadId,
                OwnerName = hit.Decision.OwnerName,
                Level = hit.Decision.Level,
                From = hit.From,
                At = hit.At,
                Subject = hit.ShownSubject,
                SubjectMarks = FoundText.Marks(hit.ShownSubject ?? "", query, SearchField.Subject),
            };
            if (!hit.ShowsAll)
                return row;
            var (snippet, marks) = FoundText.Snippet(Body(stored.GetValueOrDefault(hit.EmailId)), query) ?? (hit.Snippet, FoundText.Marks(hit.Snippet, query));
            return row with { Snippet = snippet, SnippetMarks = marks };
        })];
    }

    private string Body(EmailBody? body)
    {
        try
        {
            return bodies.Words(body);
        }
        catch (CryptographicException)
        {
            // The indexer says so once; the rest of the mail must still be found.
            return "";
        }
    }
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Notifications;

namespace SimpleCrm.Sharing;

/// <summary>
/// Asking the owners of mailboxes to be shown more. Whoever asks about what is hidden at a record learns neither whom they asked nor whether anybody
/// refused; only what is granted shows.
/// </summary>
public sealed class AccessRequests(IDbContextFactory<SimpleCrmDbContext> contexts, LiveFeed feed, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Asks for a conversation of which the viewer sees something. Asking again changes nothing.</summary>
    /// <returns>False when the viewer sees nothing of it, or all.</returns>
    public async Task<bool> AskForThreadAsync(Viewer viewer, long threadId, string? note, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var thread = await db.Threads.Where(t => t.Id == threadId).Join(db.Mailboxes, t => t.MailboxId, m => m.Id, (t, m) => new { t.MailboxId, m.OwnerId }).SingleOrDefaultAsync(cancellationToken);
        if (thread is null || await SharedThreads.DecisionAsync(db, viewer, threadId, cancellationToken) is not { Level: SharingLevel.Metadata or SharingLevel.Subject })
            return false;
        await StoreAsync(db, [new AccessRequest { RequesterId = viewer.UserId, OwnerId = thread.OwnerId, ThreadId = threadId, Note = Tidy(note), CreatedAt = Now }], cancellationToken);
        return true;
    }

    /// <summary>Asks everybody who has emails of a record for those that the viewer does not see.</summary>
    /// <returns>False when there is no such record, or nothing of it is hidden.</returns>
    public async Task<bool> AskForRecordAsync(Viewer viewer, RecordReference record, string? note, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.ExistsAsync(record, cancellationToken))
            return false;
        var scope = await SharingScope.LoadAsync(db, viewer, cancellationToken);
        var all = db.RecordLinks.AsNoTracking().Where(l => l.Kind == record.Kind && l.RecordId == record.Id && !l.IsUndone && l.MailboxId != null);
        var seen = scope.Seen(db, all, nameof(RecordLink.ActivityId)).Select(l => l.ActivityId);
        var owners = await all.Where(l => !seen.Contains(l.ActivityId)).Select(l => l.UserId).Distinct().ToListAsync(cancellationToken);
        if (owners.Count == 0)
            return false;
        await StoreAsync(db, [.. owners.Select(o => new AccessRequest { RequesterId = viewer.UserId, OwnerId = o, Kind = record.Kind, RecordId = record.Id, Note = Tidy(note), CreatedAt = Now })], cancellationToken);
        return true;
    }

    /// <summary>What waits for the viewer's answer, the oldest first.</summary>
    public async Task<IReadOnlyList<AccessRequestView>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await db.AccessRequests.AsNoTracking().Where(r => r.OwnerId == viewer.UserId && r.State == AccessRequestState.Open).OrderBy(r => r.Id).Take(200).ToListAsync(cancellationToken);
        var people = open.Select(r => r.RequesterId).Distinct().ToList();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellationToken);
        var titles = await db.TitlesAsync(open.Where(r => r.RecordId is not null).Select(RecordOf), cancellationToken);
        var threads = open.Select(r => r.ThreadId).OfType<long>().ToList();
        var subjects = await Own(db, viewer).Where(t => threads.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Subject, cancellationToken);
        var counts = await CountsAsync(db, viewer, open, cancellationToken);
        var views = new List<AccessRequestView>(open.Count);
        foreach (var request in open)
        {
            var subject = request.ThreadId is { } threadId ? subjects.GetValueOrDefault(threadId) : titles.GetValueOrDefault(RecordOf(request), "");
            var count = request.ThreadId is not null ? 1 : counts.GetValueOrDefault(RecordOf(request));
            if (subject is not null && count > 0 && names.TryGetValue(request.RequesterId, out var name))
                views.Add(new AccessRequestView(request.Id, name, request.ThreadId, request.RecordId is null ? null : RecordOf(request), subject, count, request.Note, request.CreatedAt));
        }
        return views;
    }

    private static async Task<Dictionary<RecordReference, int>> CountsAsync(SimpleCrmDbContext db, Viewer owner, IEnumerable<AccessRequest> requests, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<RecordReference, int>();
        foreach (var kind in requests.Where(r => r.RecordId is not null).GroupBy(r => r.Kind, r => r.RecordId!.Value))
        {
            var ids = kind.Distinct().ToList();
            var linked = from l in db.RecordLinks
                         where l.Kind == kind.Key && ids.Contains(l.RecordId) && !l.IsUndone && l.UserId == owner.UserId && l.MailboxId != null
                         join e in db.Emails on l.ActivityId equals e.Id
                         where db.MailboxesFor(owner).Any(m => m.Id == e.MailboxId)
                         select new { l.RecordId, e.ThreadId };
            foreach (var record in await linked.Distinct().GroupBy(l => l.RecordId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken))
                counts[new RecordReference(kind.Key!.Value, record.Key)] = record.Count;
        }
        return counts;
    }

    /// <summary>Grants a request: the person sees all of these conversations, as far as protected senders, records and the workspace allow; or refuses it.</summary>
    /// <returns>False when there is no open one for the viewer to answer.</returns>
    public async Task<bool> AnswerAsync(Viewer viewer, long requestId, bool isGranted, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.People, cancellationToken);
        var request = await db.AccessRequests.SingleOrDefaultAsync(r => r.Id == requestId && r.OwnerId == viewer.UserId && r.State == AccessRequestState.Open, cancellationToken);
        if (request is null)
            return false;
        (request.State, request.AnsweredAt) = (isGranted ? AccessRequestState.Granted : AccessRequestState.Refused, Now);
        foreach (var thread in isGranted ? await ThreadsAsync(db, viewer, request, cancellationToken) : [])
        {
            await db.ThreadGrants.Where(g => g.ThreadId == thread.Id && g.UserId == request.RequesterId).ExecuteDeleteAsync(cancellationToken);
            db.ThreadGrants.Add(new ThreadGrant { ThreadId = thread.Id, UserId = request.RequesterId, MailboxId = thread.MailboxId, Level = SharingLevel.Everything, SetAt = Now });
        }
        // A refusal about a record would tell who has mail of it.
        if (isGranted || request.ThreadId is not null)
            await db.NotifyAsync([new Notification
            {
                UserId = request.RequesterId,
                Kind = isGranted ? NotificationKind.AccessGranted : NotificationKind.AccessRefused,
                ActorId = viewer.UserId,
                ThreadId = request.ThreadId,
                RecordKind = request.Kind,
                RecordId = request.RecordId,
                CreatedAt = Now,
            }], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.PublishNotices([request.RequesterId, viewer.UserId]);
        return true;
    }

    private async Task StoreAsync(SimpleCrmDbContext db, IReadOnlyList<AccessRequest> requests, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginAsync(Transactions.People, cancellationToken);
        foreach (var request in requests)
        {
            if (await db.AccessRequests.AnyAsync(r => r.RequesterId == request.RequesterId && r.OwnerId == request.OwnerId && r.State == AccessRequestState.Open
                && r.ThreadId == request.ThreadId && r.Kind == request.Kind && r.RecordId == request.RecordId, cancellationToken))
                continue;
            db.AccessRequests.Add(request);
            await db.NotifyAsync([new Notification
            {
                UserId = request.OwnerId,
                Kind = NotificationKind.AccessRequested,
                ActorId = request.RequesterId,
                ThreadId = request.ThreadId,
                RecordKind = request.Kind,
                RecordId = request.RecordId,
                CreatedAt = request.CreatedAt,
            }], cancellationToken);
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.PublishNotices(requests.Select(r => r.OwnerId));
    }

    // The conversations of a request that are the owner's own to give.
    private static async Task<List<EmailThread>> ThreadsAsync(SimpleCrmDbContext db, Viewer owner, AccessRequest request, CancellationToken cancellationToken)
    {
        var own = Own(db, owner);
        if (request.ThreadId is { } threadId)
            return await own.Where(t => t.Id == threadId).ToListAsync(cancellationToken);
        var linked = from l in db.RecordLinks
                     where l.Kind == request.Kind && l.RecordId == request.RecordId && !l.IsUndone && l.UserId == owner.UserId && l.MailboxId != null
                     join e in db.Emails on l.ActivityId equals e.Id
                     select e.ThreadId;
        return await own.Where(t => linked.Contains(t.Id)).OrderByDescending(t => t.LastAt).Take(1000).ToListAsync(cancellationToken);
    }

    private static IQueryable<EmailThread> Own(SimpleCrmDbContext db, Viewer owner) => db.Threads.AsNoTracking().Where(t => db.MailboxesFor(owner).Any(m => m.Id == t.MailboxId));

    private static RecordReference RecordOf(AccessRequest request) => new(request.Kind ?? default, request.RecordId ?? 0);

    private static string Tidy(string? note)
    {
        var text = DisplayText.CleanBody(note ?? "").ReplaceLineEndings(" ").Trim();
        return text.Length <= AccessRequest.NoteLength ? text : text[..AccessRequest.NoteLength];
    }
}

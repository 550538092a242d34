using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Timeline;

namespace SimpleCrm.Links;

/// <summary>Links emails to records and logs them as activities, in the transaction that stores them or one that holds their mailbox's key.</summary>
internal static class EmailLinking
{
    /// <summary>Links emails that were just inserted.</summary>
    /// <param name="emails">Of any mailboxes; drafts are passed over.</param>
    /// <param name="now">The time of the transaction.</param>
    public static async Task LinkNewAsync(SimpleCrmDbContext db, IEnumerable<Email> emails, DateTime now, CancellationToken cancellationToken)
    {
        // In the order they were written, so that a conversation is followed from its beginning.
        var wanted = emails.Where(e => e.Status != EmailStatus.Draft).OrderBy(e => e.SortAt).ThenBy(e => e.Id).Select(EmailToMatch.Of).ToList();
        if (wanted.Count == 0)
            return;
        var mailboxes = await MailboxesAsync(db, cancellationToken);
        var known = await db.KnownRecordsAsync(wanted, mailboxes.Own, cancellationToken);
        await StoreAsync(db, wanted, known, mailboxes.Owners, areNew: true, now, cancellationToken);
    }

    /// <summary>Links emails that are here already, where no link of theirs is known.</summary>
    public static async Task LinkKnownAsync(SimpleCrmDbContext db, IReadOnlyCollection<long> emailIds, DateTime now, CancellationToken cancellationToken)
    {
        if (emailIds.Count == 0)
            return;
        var emails = await db.Emails.AsNoTracking().Where(e => emailIds.Contains(e.Id) && !db.RecordLinks.Any(l => l.ActivityId == e.Id)).ToListAsync(cancellationToken);
        await LinkNewAsync(db, emails, now, cancellationToken);
    }

    /// <summary>The addresses of all mailboxes of the workspace, and whose they are.</summary>
    public static async Task<(WorkspaceAddresses Own, IReadOnlyDictionary<long, long> Owners)> MailboxesAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        var mailboxes = await db.Mailboxes.Select(m => new { m.Id, m.OwnerId, m.Address }).ToListAsync(cancellationToken);
        return (new WorkspaceAddresses(mailboxes.Select(m => m.Address)), mailboxes.ToDictionary(m => m.Id, m => m.OwnerId));
    }

    /// <summary>Matches emails and stores what is found and not there yet.</summary>
    /// <param name="areNew">They have no links yet.</param>
    /// <returns>How many emails have new links.</returns>
    public static async Task<int> StoreAsync(
        SimpleCrmDbContext db, IReadOnlyCollection<EmailToMatch> emails, KnownRecords known, IReadOnlyDictionary<long, long> owners, bool areNew, DateTime now,
        CancellationToken cancellationToken)
    {
        var found = emails.Select(e => (Email: e, Found: LinkMatcher.Match(e, known))).Where(f => f.Found.Links.Count + f.Found.Remembered.Count > 0 && owners.ContainsKey(f.Email.MailboxId)).ToList();
        if (found.Count == 0)
            return 0;
        var links = found.SelectMany(f => f.Found.Links.Select(l => LinkOf(f.Email, l, owners[f.Email.MailboxId]))).ToList();
        var activities = links.DistinctBy(l => l.ActivityId).Select(l => ActivityOf(l, now)).ToList();
        if (!areNew)
            (links, activities) = await MissingAsync(db, links, activities, cancellationToken);
        var threads = found.SelectMany(f => f.Found.Remembered).ToList();
        foreach (var thread in threads)
            thread.At = now;
        await db.InsertAllAsync(activities, cancellationToken);
        await db.InsertAllAsync(links, cancellationToken);
        db.Changed.UnionWith(links.Select(l => new RecordReference(l.Kind, l.RecordId)));
        await db.InsertAllAsync(threads, cancellationToken);
        return links.DistinctBy(l => l.ActivityId).Count();
    }

    /// <summary>Removes all that belongs to emails which are being deleted.</summary>
    public static async Task RemoveAsync(SimpleCrmDbContext db, IReadOnlyCollection<long> emailIds, CancellationToken cancellationToken)
    {
        var gone = await db.RecordLinks.Where(l => emailIds.Contains(l.ActivityId) && !l.IsUndone).Select(l => new { l.Kind, l.RecordId }).Distinct().ToListAsync(cancellationToken);
        db.Changed.UnionWith(gone.Select(l => new RecordReference(l.Kind, l.RecordId)));
        await db.RecordLinks.Where(l => emailIds.Contains(l.ActivityId)).ExecuteDeleteAsync(cancellationToken);
        await db.Activities.Where(a => emailIds.Contains(a.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    public static RecordLink LinkOf(EmailToMatch email, FoundLink link, long ownerId) => new()
    {
        ActivityId = email.EmailId,
        Kind = link.Kind,
        RecordId = link.RecordId,
        OccurredAt = email.At,
        Type = email.Direction == EmailDirection.Outbound ? ActivityType.EmailSent : ActivityType.EmailReceived,
        Direction = email.Direction,
        UserId = ownerId,
        MailboxId = email.MailboxId,
        Rule = link.Rule,
        Score = link.Score,
        Evidence = link.Evidence,
        LinkedById = link.UserId,
    };

    public static Activity ActivityOf(RecordLink link, DateTime now) => new()
    {
        Id = link.ActivityId,
        Type = link.Type,
        OccurredAt = link.OccurredAt,
        UserId = link.UserId,
        MailboxId = link.MailboxId,
        Direction = link.Direction,
        CreatedAt = now,
        UpdatedAt = now,
    };

    // What was undone keeps its row, so that it is not missing.
    private static async Task<(List<RecordLink>, List<Activity>)> MissingAsync(
        SimpleCrmDbContext db, List<RecordLink> links, List<Activity> activities, CancellationToken cancellationToken)
    {
        var ids = activities.Select(a => a.Id).ToList();
        var stored = (await db.RecordLinks.Where(l => ids.Contains(l.ActivityId)).Select(l => new { l.ActivityId, l.Kind, l.RecordId }).ToListAsync(cancellationToken))
            .Select(l => (l.ActivityId, l.Kind, l.RecordId)).ToHashSet();
        var logged = await db.Activities.Where(a => ids.Contains(a.Id)).Select(a => a.Id).ToHashSetAsync(cancellationToken);
        links.RemoveAll(l => stored.Contains((l.ActivityId, l.Kind, l.RecordId)));
        var linked = links.Select(l => l.ActivityId).ToHashSet();
        activities.RemoveAll(a => logged.Contains(a.Id) || !linked.Contains(a.Id));
        return (links, activities);
    }
}

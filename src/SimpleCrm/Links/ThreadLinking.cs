using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Links;

/// <summary>Carries out what a person says of a conversation and a record, in the context's open transaction, which holds the mailbox's key.</summary>
internal static class ThreadLinking
{
    /// <summary>Links every email of a conversation, and those to come.</summary>
    public static async Task LinkAsync(SimpleCrmDbContext db, OwnThread thread, RecordReference record, long userId, DateTime now, CancellationToken cancellationToken)
    {
        await SayAsync(db, thread, record, ThreadLinkState.Linked, userId, now, cancellationToken);
        var emails = (await db.Emails.AsNoTracking().Where(e => e.ThreadId == thread.ThreadId && e.Status != Mail.EmailStatus.Draft).ToListAsync(cancellationToken)).Select(EmailToMatch.Of).ToList();
        var ids = emails.Select(e => e.EmailId).ToList();
        var there = await db.RecordLinks.Where(l => ids.Contains(l.ActivityId) && l.Kind == record.Kind && l.RecordId == record.Id).ToDictionaryAsync(l => l.ActivityId, cancellationToken);
        // What a rule has linked keeps its rule; what was taken away is now the person's.
        foreach (var undone in there.Values.Where(l => l.IsUndone))
            (undone.IsUndone, undone.Rule, undone.Score, undone.LinkedById) = (false, LinkRule.Person, 100, userId);
        var added = emails.Where(e => !there.ContainsKey(e.EmailId))
            .Select(e => EmailLinking.LinkOf(e, new FoundLink(record.Kind, record.Id, LinkRule.Person, 100, "", userId), thread.OwnerId)).ToList();
        db.RecordLinks.AddRange(added);
        var logged = await db.Activities.Where(a => ids.Contains(a.Id)).Select(a => a.Id).ToHashSetAsync(cancellationToken);
        db.Activities.AddRange(added.Concat(there.Values).Where(l => !logged.Contains(l.ActivityId)).Select(l => EmailLinking.ActivityOf(l, now)));
        var keys = emails.SelectMany(e => e.Participants).Select(p => p.Key).Distinct().ToList();
        await db.LinkLessons.Where(l => keys.Contains(l.AddressKey) && l.Kind == record.Kind && l.RecordId == record.Id).ExecuteDeleteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Takes a record away from every email of a conversation, and from those to come; the addresses that led to it no longer do.</summary>
    public static async Task UnlinkAsync(SimpleCrmDbContext db, OwnThread thread, RecordReference record, long userId, DateTime now, CancellationToken cancellationToken)
    {
        var links = await (from l in db.RecordLinks
                           join e in db.Emails on l.ActivityId equals e.Id
                           where e.ThreadId == thread.ThreadId && l.Kind == record.Kind && l.RecordId == record.Id && !l.IsUndone
                           select l).ToListAsync(cancellationToken);
        if (links.Count == 0)
            return;
        await SayAsync(db, thread, record, ThreadLinkState.Refused, userId, now, cancellationToken);
        foreach (var link in links)
            (link.IsUndone, link.LinkedById) = (true, userId);
        var taught = links.Where(l => l.Rule != LinkRule.Person && l.Evidence.Length > 0).Select(l => AddressKeys.Of(l.Evidence)).Where(k => k.Length > 0).Distinct().ToList();
        db.LinkLessons.AddRange(taught.Select(key => new LinkLesson { AddressKey = key, Kind = record.Kind, RecordId = record.Id, UserId = userId, At = now }));
        await db.SaveChangesAsync(cancellationToken);
        // What belongs to nothing any more is no activity.
        var ids = links.Select(l => l.ActivityId).ToList();
        await db.Activities.Where(a => ids.Contains(a.Id) && !db.RecordLinks.Any(l => l.ActivityId == a.Id && !l.IsUndone)).ExecuteDeleteAsync(cancellationToken);
    }

    // One word a conversation and record: the last.
    private static async Task SayAsync(
        SimpleCrmDbContext db, OwnThread thread, RecordReference record, ThreadLinkState state, long userId, DateTime now, CancellationToken cancellationToken)
    {
        await db.ThreadLinks.Where(l => l.ThreadId == thread.ThreadId && l.Kind == record.Kind && l.RecordId == record.Id).ExecuteDeleteAsync(cancellationToken);
        db.ThreadLinks.Add(new ThreadLink
        {
            MailboxId = thread.MailboxId,
            ThreadId = thread.ThreadId,
            Kind = record.Kind,
            RecordId = record.Id,
            State = state,
            Score = 100,
            UserId = userId,
            At = now,
        });
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Sharing;
using SimpleCrm.Timeline;

namespace SimpleCrm.Notifications;

/// <summary>What people are told of: new mail, and what falls due. Each thing once, however often it is looked at.</summary>
internal sealed class NotificationSources(IDbContextFactory<SimpleCrmDbContext> contexts, LiveFeed feed, TimeProvider time)
{
    private const int Batch = 200;

    /// <summary>What fell due before somebody could be told is told late, but not after this long.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(7);

    /// <summary>How long mail is news when nobody could be told as it came.</summary>
    private static readonly TimeSpan News = TimeSpan.FromDays(1);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Tells owners of new mail that belongs to records, and those who follow its conversation and may see it.</summary>
    public async Task TellOfMailAsync(IReadOnlyCollection<long> emailIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var emails = await db.Emails.Where(e => emailIds.Contains(e.Id) && e.Direction == EmailDirection.Inbound && e.Status != EmailStatus.Draft)
            .Join(db.Mailboxes, e => e.MailboxId, m => m.Id, (e, m) => new { e.Id, e.ThreadId, m.OwnerId, IsLinked = db.RecordLinks.Any(l => l.ActivityId == e.Id && !l.IsUndone) }).ToListAsync(cancellationToken);
        var threads = emails.Select(e => e.ThreadId).Distinct().ToList();
        var follows = (await db.ThreadFollows.Where(f => threads.Contains(f.ThreadId)).Join(db.Users.Where(u => !u.IsDisabled), f => f.UserId, u => u.Id, (f, u) => new { f.ThreadId, u.Id, u.Role, u.TimeZone })
            .ToListAsync(cancellationToken)).ToLookup(f => f.ThreadId);
        var owners = emails.ToLookup(e => e.ThreadId, e => e.OwnerId);
        var seen = new HashSet<(long UserId, long ThreadId)>();
        foreach (var person in follows.SelectMany(f => f).GroupBy(f => new Viewer(f.Id, f.Role, f.TimeZone)))
        {
            var foreign = person.Select(f => f.ThreadId).Where(id => !owners[id].Contains(person.Key.UserId)).ToList();
            if (foreign.Count > 0)
                seen.UnionWith((await SharedThreads.DecisionsAsync(db, person.Key, foreign, cancellationToken)).Keys.Select(id => (person.Key.UserId, id)));
        }
        var notices = new List<Notification>();
        foreach (var email in emails)
        {
            foreach (var person in follows[email.ThreadId])
                if (person.Id == email.OwnerId || seen.Contains((person.Id, email.ThreadId)))
                    notices.Add(Of(person.Id, NotificationKind.Reply, email.ThreadId, email.Id, Key("mail", email.Id)));
            if (email.IsLinked && follows[email.ThreadId].All(f => f.Id != email.OwnerId))
                notices.Add(Of(email.OwnerId, NotificationKind.NewMail, email.ThreadId, email.Id, Key("mail", email.Id)));
        }
        await StoreAsync(db, notices, cancellationToken);
    }

    /// <summary>Tells of mail that came while nobody could be told of it: unread, of records, and of which there is no notice yet. The newest of a day.</summary>
    public async Task TellOfMissedMailAsync(CancellationToken cancellationToken)
    {
        var since = Now - News;
        List<long> missed;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            // What had been there when the mailbox was connected is no news, nor is it to whoever follows the conversation only since.
            missed = await (from m in db.Mailboxes
                            join a in db.Activities on m.OwnerId equals a.UserId
                            where m.DeletionRequestedAt == null && a.MailboxId == m.Id && a.Type == ActivityType.EmailReceived && a.OccurredAt > since && a.OccurredAt > m.CreatedAt
                            join e in db.Emails on a.Id equals e.Id
                            where !e.IsRead && !db.Notifications.Any(n => n.ThreadId == e.ThreadId && n.ItemId == e.Id)
                                && !db.ThreadFollows.Any(f => f.ThreadId == e.ThreadId && f.At > e.CreatedAt)
                            orderby a.OccurredAt descending
                            select e.Id).Take(Batch).ToListAsync(cancellationToken);
        }
        if (missed.Count > 0)
            await TellOfMailAsync(missed, cancellationToken);
    }

    /// <summary>Tells of tasks and reminders that are due, and sends the digests whose time has come.</summary>
    public async Task TellOfDueAsync(CancellationToken cancellationToken)
    {
        var (now, since) = (Now, Now - Late);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tasks = await db.Activities.Where(a => a.Type == ActivityType.Task && a.CompletedAt == null && a.DueAt <= now && a.DueAt > since
                && !db.Notifications.Any(n => n.UserId == a.UserId && n.Kind == NotificationKind.FollowUpDue && n.ItemId == a.Id && n.CreatedAt >= a.DueAt))
            .OrderBy(a => a.DueAt).Take(Batch).Select(a => new { a.Id, a.UserId, a.DueAt }).ToListAsync(cancellationToken);
        var reminders = await db.Threads.Where(t => t.ReminderDueAt <= now && t.ReminderDueAt > since).Join(db.Mailboxes, t => t.MailboxId, m => m.Id, (t, m) => new { t.Id, m.OwnerId, t.ReminderDueAt })
            .Where(t => !db.Notifications.Any(n => n.UserId == t.OwnerId && n.Kind == NotificationKind.FollowUpDue && n.ThreadId == t.Id && n.CreatedAt >= t.ReminderDueAt))
            .OrderBy(t => t.ReminderDueAt).Take(Batch).ToListAsync(cancellationToken);
        await StoreAsync(db,
        [
            .. tasks.Select(t => Of(t.UserId, NotificationKind.FollowUpDue, null, t.Id, Key("task", t.Id, t.DueAt!.Value))),
            .. reminders.Select(t => Of(t.OwnerId, NotificationKind.FollowUpDue, t.Id, null, Key("remind", t.Id, t.ReminderDueAt!.Value))),
            .. await DigestsAsync(db, now, cancellationToken),
        ], cancellationToken);
    }

    private async Task<List<Notification>> DigestsAsync(SimpleCrmDbContext db, DateTime now, CancellationToken cancellationToken)
    {
        var wanted = await db.NotificationSettings.Where(s => s.DigestAt != null).Join(db.Users.Where(u => !u.IsDisabled), s => s.UserId, u => u.Id, (s, u) => new { s.DigestAt, u.Id, u.TimeZone }).ToListAsync(cancellationToken);
        var digests = new List<Notification>();
        foreach (var person in wanted)
        {
            var local = TimeZoneInfo.ConvertTimeFromUtc(now, TimeZoneInfo.FindSystemTimeZoneById(person.TimeZone));
            var minutes = local.Hour * 60 + local.Minute;
            // A digest that was missed by more than an hour is no news of the morning any more.
            if (minutes < person.DigestAt || minutes > person.DigestAt + 60)
                continue;
            var key = $"digest:{local:yyyyMMdd}";
            if (await db.Notifications.AnyAsync(n => n.UserId == person.Id && n.Key == key, cancellationToken))
                continue;
            var digest = Of(person.Id, NotificationKind.Digest, null, null, key);
            digest.Figures = await FiguresAsync(db, person.Id, now, cancellationToken);
            digests.Add(digest);
        }
        return digests;
    }

    private static async Task<string> FiguresAsync(SimpleCrmDbContext db, long userId, DateTime now, CancellationToken cancellationToken)
    {
        var since = now.AddDays(-1);
        var own = db.Mailboxes.Where(m => m.OwnerId == userId && m.DeletionRequestedAt == null).Select(m => m.Id);
        var mails = await db.Activities.CountAsync(a => a.UserId == userId && a.Type == ActivityType.EmailReceived && a.OccurredAt > since, cancellationToken);
        var tasks = await db.Activities.CountAsync(a => a.UserId == userId && a.Type == ActivityType.Task && a.CompletedAt == null && a.DueAt <= now.AddDays(1), cancellationToken);
        var reminders = await db.Threads.CountAsync(t => own.Contains(t.MailboxId) && t.ReminderDueAt != null, cancellationToken);
        return $"{Count(mails, "new email of records", "new emails of records")} since yesterday, {Count(tasks, "task", "tasks")} due, {Count(reminders, "conversation", "conversations")} without an answer";
    }

    private static string Count(int number, string one, string more) => number == 1 ? $"1 {one}" : $"{number.ToString(CultureInfo.InvariantCulture)} {more}";

    private async Task StoreAsync(SimpleCrmDbContext db, IReadOnlyList<Notification> notices, CancellationToken cancellationToken)
    {
        if (notices.Count == 0)
            return;
        await db.NotifyAsync(notices, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        feed.PublishNotices(notices.Select(n => n.UserId));
    }

    private Notification Of(long userId, NotificationKind kind, long? threadId, long? itemId, string key) => new() { UserId = userId, Kind = kind, ThreadId = threadId, ItemId = itemId, Key = key, CreatedAt = Now };

    private static string Key(string what, long id) => string.Create(CultureInfo.InvariantCulture, $"{what}:{id}");

    private static string Key(string what, long id, DateTime at) => string.Create(CultureInfo.InvariantCulture, $"{what}:{id}:{at.Ticks}");
}

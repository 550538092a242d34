using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Timeline;

namespace SimpleCrm.Insights;

/// <summary>A person's day: their own conversations, tasks and deals.</summary>
public sealed class Today(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    /// <summary>Entries of each list.</summary>
    public const int Most = 20;

    /// <summary>What is older is nobody's task today.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(30);

    /// <summary>How long an answer may take before one waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <param name="quietDays">Days without contact after which a deal is quiet, 1 to 365.</param>
    public async Task<TodayView> ReadAsync(Viewer viewer, int quietDays, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailboxes = await db.MailboxesFor(viewer).Select(m => m.Id).ToListAsync(cancellationToken);
        var scope = await SharingScope.LoadAsync(db, viewer, cancellationToken);
        var since = now - Window;
        // Of people who are in a record, and by people: what machines send asks for no answer.
        var recent = db.Threads.Where(t => mailboxes.Contains(t.MailboxId) && t.LastAt > since && t.SnoozedUntil == null
            && db.RecordLinks.Any(l => l.ActivityId == t.LastEmailId && !l.IsUndone) && !db.Emails.Any(e => e.Id == t.LastEmailId && e.IsAutoReply));
        var needing = recent.Where(t => !t.LastIsOutbound && db.ThreadPlacements.Any(p => p.ThreadId == t.Id && db.Folders.Any(f => f.Id == p.FolderId && f.Role == FolderRole.Inbox)));
        var tooLong = now - Patience;
        var waiting = recent.Where(t => t.LastIsOutbound && t.LastAt < tooLong);
        return new TodayView
        {
            NeedsReply = await ThreadsAsync(db, needing, cancellationToken),
            NeedsReplyCount = await needing.CountAsync(cancellationToken),
            Waiting = await ThreadsAsync(db, waiting, cancellationToken),
            WaitingCount = await waiting.CountAsync(cancellationToken),
            Due = await DueAsync(db, viewer, scope, mailboxes, now, cancellationToken),
            Quiet = await QuietDeals.ReadAsync(db, scope, [viewer.UserId], now.AddDays(-Math.Clamp(quietDays, 1, 365)), Most, cancellationToken),
        };
    }

    private static async Task<IReadOnlyList<TodayThread>> ThreadsAsync(SimpleCrmDbContext db, IQueryable<EmailThread> threads, CancellationToken cancellationToken)
    {
        var rows = await threads.OrderBy(t => t.LastAt).ThenBy(t => t.Id).Take(Most)
            .Join(db.Emails, t => t.LastEmailId, e => e.Id, (t, e) => new { t.Id, t.Subject, t.LastAt, e.FromName, e.FromAddress, e.PeopleJson, t.LastIsOutbound }).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(r => r.LastAt).ThenBy(r => r.Id).Select(r => new TodayThread(
            r.Id, r.Subject, r.LastIsOutbound ? string.Join(", ", StoredPeople.People(r.PeopleJson).To.Take(3).Select(Name)) : Name(new EmailAddress(r.FromAddress, r.FromName)), r.LastAt))];

        static string Name(EmailAddress person) => person.Name.Length > 0 ? person.Name : person.Email;
    }

    private static async Task<IReadOnlyList<TodayTask>> DueAsync(SimpleCrmDbContext db, Viewer viewer, SharingScope scope, List<long> mailboxes, DateTime now, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(viewer.TimeZone);
        var end = TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(now, zone).Date.AddDays(1), DateTimeKind.Unspecified), zone);
        var ids = await db.Activities.Where(a => a.UserId == viewer.UserId && a.DueAt < end && a.Type == ActivityType.Task && a.CompletedAt == null)
            .OrderBy(a => a.DueAt).Take(Most).Select(a => a.Id).ToListAsync(cancellationToken);
        var tasks = (await ActivityViews.LoadAsync(db, viewer, scope, ids, cancellationToken)).Select(a => new TodayTask(a.Id, null, a, a.Subject ?? "", a.DueAt!.Value));
        var reminders = await db.Threads.Where(t => mailboxes.Contains(t.MailboxId) && t.ReminderDueAt != null)
            .OrderBy(t => t.ReminderDueAt).Take(Most).Select(t => new TodayTask(t.Id, t.Id, null, t.Subject, t.ReminderDueAt!.Value)).ToListAsync(cancellationToken);
        return [.. tasks.Concat(reminders).OrderBy(t => t.DueAt).Take(Most)];
    }
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;

namespace SimpleCrm.FollowUp;

/// <summary>
/// Does what time or an answer asks for: conversations that were put off come back, reminders fall due or are settled, and emails that wait for
/// their time are taken back when their recipient wrote first. Everything is read from the rows, so nothing is lost with the process.
/// </summary>
internal sealed class FollowUpDue(IDbContextFactory<SimpleCrmDbContext> contexts, FollowUpChanges changes, OutgoingRemoval removal, TimeProvider time)
{
    private const int Batch = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await WakeAsync(cancellationToken);
        await RemindAsync(cancellationToken);
        await CancelAnsweredAsync(cancellationToken);
    }

    /// <summary>How long nothing will fall due by itself.</summary>
    public async Task<TimeSpan> NextAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var horizon = now + longest;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var wake = await db.Threads.Where(t => t.SnoozedUntil != null && t.SnoozedUntil < horizon).MinAsync(t => t.SnoozedUntil, cancellationToken);
        var remind = await db.Threads.Where(t => t.RemindAt != null && t.RemindAt < horizon).MinAsync(t => t.RemindAt, cancellationToken);
        var next = new[] { wake, remind }.OfType<DateTime>().DefaultIfEmpty(horizon).Min();
        return next > now ? next - now : TimeSpan.FromSeconds(1);
    }

    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await db.Threads.AsNoTracking().Where(t => t.SnoozedUntil != null)
            .Where(t => t.SnoozedUntil <= now || db.Emails.Any(e => e.ThreadId == t.Id && e.Direction == EmailDirection.Inbound && e.Status != EmailStatus.Draft && e.CreatedAt > t.SnoozedAt && e.ReceivedAt > t.SnoozedAt))
            .OrderBy(t => t.SnoozedUntil).Select(t => new { t.Id, t.MailboxId, t.SnoozedUntil }).Take(Batch).ToListAsync(cancellationToken);
        foreach (var mailbox in due.GroupBy(t => t.MailboxId))
        {
            var times = mailbox.ToDictionary(t => t.Id, t => t.SnoozedUntil!.Value);
            await changes.ApplyAsync(mailbox.Key, times.Keys, thread =>
            {
                // Put off anew meanwhile: it stays away.
                if (thread.SnoozedUntil != times[thread.Id])
                    return;
                // Woken by an answer it stands where the answer puts it.
                thread.ResurfacedAt = thread.SnoozedUntil <= now ? thread.SnoozedUntil : thread.ResurfacedAt;
                thread.SnoozedUntil = thread.SnoozedAt = null;
            }, cancellationToken);
        }
    }

    private async Task RemindAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Threads.AsNoTracking().Where(t => t.RemindAt != null || t.ReminderDueAt != null)
            .Select(t => new
            {
                t.Id,
                t.MailboxId,
                t.RemindAt,
                IsAnswered = db.Emails.Any(e => e.ThreadId == t.Id && e.Direction == EmailDirection.Inbound && e.Status != EmailStatus.Draft
                    && !e.IsAutoReply && e.Report == ReportState.None && e.ReceivedAt > t.RemindSince),
            })
            .Where(t => t.IsAnswered || t.RemindAt <= now).OrderBy(t => t.Id).Take(Batch).ToListAsync(cancellationToken);
        foreach (var mailbox in waiting.GroupBy(t => t.MailboxId))
        {
            var found = mailbox.ToDictionary(t => t.Id);
            await changes.ApplyAsync(mailbox.Key, found.Keys, thread =>
            {
                if (found[thread.Id].IsAnswered)
                    thread.RemindAt = thread.RemindSince = thread.ReminderDueAt = null;
                else if (thread.RemindAt == found[thread.Id].RemindAt)
                    (thread.ReminderDueAt, thread.RemindAt) = (thread.RemindAt, null);
            }, cancellationToken);
        }
    }

    private async Task CancelAnsweredAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        for (var last = 0L; ;)
        {
            var after = last;
            var waiting = await db.OutgoingEmails.AsNoTracking().Where(o => o.State == OutgoingState.Prepared && o.CancelIfAnswered && o.Id > after).OrderBy(o => o.Id).Take(Batch).ToListAsync(cancellationToken);
            if (waiting.Count == 0)
                return;
            last = waiting[^1].Id;
            foreach (var outgoing in waiting)
                if (await SendGate.IsAnsweredAsync(db, outgoing, cancellationToken))
                    await removal.RunAsync(outgoing.Id, OutgoingState.Prepared, SendGate.Answered, cancellationToken);
        }
    }
}

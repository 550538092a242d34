using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Outbox;

namespace SimpleCrm.Mail;

/// <summary>Fills the rows of a window whose threads are known.</summary>
internal static class ThreadRows
{
    private static readonly OutgoingState[] Unfinished = [OutgoingState.Prepared, OutgoingState.Submitting, OutgoingState.Rejected, OutgoingState.Unknown];

    /// <summary>The rows in the order of the keys. A thread that has gone meanwhile is left out.</summary>
    public static async Task<IReadOnlyList<ThreadRow>> ReadAsync(SimpleCrmDbContext db, IReadOnlyList<ThreadKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
            return [];
        var ids = keys.Select(k => k.ThreadId).ToList();
        var threads = await db.Threads.AsNoTracking().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, cancellationToken);
        var mailboxes = threads.Values.Select(t => t.MailboxId).Distinct().ToList();
        var sending = await db.OutgoingEmails
            .Where(o => Unfinished.Contains(o.State) && mailboxes.Contains(o.MailboxId))
            .Join(db.Emails, o => o.EmailId, e => e.Id, (o, e) => new { o.Id, o.State, e.ThreadId })
            .OrderBy(o => o.Id)
            .ToListAsync(cancellationToken);
        var states = new Dictionary<long, OutgoingState>();
        foreach (var outgoing in sending)
            states[outgoing.ThreadId] = outgoing.State;

        var rows = new List<ThreadRow>(keys.Count);
        foreach (var key in keys)
        {
            if (!threads.TryGetValue(key.ThreadId, out var thread))
                continue;
            rows.Add(new ThreadRow(
                thread.Id, thread.MailboxId, thread.Subject, thread.Snippet, StoredPeople.Addresses(thread.ParticipantsJson), key.LastAt,
                thread.EmailCount, thread.UnreadCount, thread.IsStarred, thread.HasAttachments, thread.LastIsOutbound)
            {
                IsReminderDue = thread.ReminderDueAt is not null,
                SnoozedUntil = thread.SnoozedUntil,
                SendState = states.TryGetValue(thread.Id, out var state) ? state : null,
            });
        }
        return rows;
    }
}

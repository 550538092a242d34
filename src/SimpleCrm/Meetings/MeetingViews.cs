using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Meetings;

/// <summary>Meetings of emails, judged together with what else their mailboxes hold about them.</summary>
internal static class MeetingViews
{
    /// <summary>By email; emails without a meeting are not among them.</summary>
    public static async Task<IReadOnlyDictionary<long, MeetingView>> LoadAsync(SimpleCrmDbContext db, IReadOnlyCollection<long> emailIds, CancellationToken cancellationToken)
    {
        var own = await db.EmailMeetings.AsNoTracking().Where(m => emailIds.Contains(m.EmailId)).ToListAsync(cancellationToken);
        if (own.Count == 0)
            return new Dictionary<long, MeetingView>();
        var mailboxes = own.Select(m => m.MailboxId).Distinct().ToList();
        var uids = own.Select(m => m.UidHash).ToList();
        var about = (await db.EmailMeetings.AsNoTracking().Where(m => mailboxes.Contains(m.MailboxId) && uids.Contains(m.UidHash)).ToListAsync(cancellationToken))
            .ToLookup(m => (m.MailboxId, m.Uid));
        return own.ToDictionary(m => m.EmailId, m => Of(m, [.. about[(m.MailboxId, m.Uid)]]));
    }

    private static MeetingView Of(EmailMeeting meeting, IReadOnlyList<EmailMeeting> about)
    {
        var newer = about.Where(m => m.EmailId != meeting.EmailId && IsNewer(m, meeting)).ToList();
        return new MeetingView
        {
            Method = meeting.Method,
            Title = meeting.Title,
            Location = meeting.Location,
            StartsAt = meeting.StartsAt,
            EndsAt = meeting.EndsAt,
            IsAllDay = meeting.IsAllDay,
            IsRepeating = meeting.IsRepeating,
            Organizer = new EmailAddress(meeting.OrganizerAddress, meeting.OrganizerName),
            Attendees = JsonSerializer.Deserialize<List<Attendee>>(meeting.AttendeesJson) ?? [],
            // An invitation that came twice is answered once; one that was changed is a new question.
            Answer = about.Where(m => m.AnsweredAt is not null && m.RecurrenceId == meeting.RecurrenceId && m.Sequence == meeting.Sequence).MaxBy(m => m.AnsweredAt)?.Answer ?? Participation.NeedsAction,
            IsCancelled = meeting.Method == MeetingMethod.Cancel || newer.Exists(m => m.Method == MeetingMethod.Cancel && IsOf(m, meeting)),
            IsOutdated = newer.Exists(m => m.Method == MeetingMethod.Request && m.RecurrenceId == meeting.RecurrenceId),
        };
    }

    // Calling off a series calls off each of its dates, and not the other way round.
    private static bool IsOf(EmailMeeting cancel, EmailMeeting meeting) => cancel.RecurrenceId is null || cancel.RecurrenceId == meeting.RecurrenceId;

    // RFC 5546 §2.1.5. A cancellation with the number of what it calls off is newer all the same; answers are none of the organiser's states.
    private static bool IsNewer(EmailMeeting other, EmailMeeting meeting) => other.Method is MeetingMethod.Request or MeetingMethod.Cancel
        && (other.Sequence > meeting.Sequence || other.Sequence == meeting.Sequence
            && (other.Method == MeetingMethod.Cancel && meeting.Method != MeetingMethod.Cancel && other.StampedAt >= meeting.StampedAt || other.StampedAt > meeting.StampedAt));
}

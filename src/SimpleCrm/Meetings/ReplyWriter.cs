using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace SimpleCrm.Meetings;

/// <summary>Writes the answer to an invitation (iTIP REPLY, RFC 5546 §3.2.3).</summary>
internal static class ReplyWriter
{
    /// <param name="meeting">The invitation.</param>
    /// <param name="email">The address that was invited.</param>
    /// <param name="name">Whose it is.</param>
    /// <param name="now">When it was answered.</param>
    public static string Write(EmailMeeting meeting, string email, string name, Participation answer, DateTime now)
    {
        var reply = new CalendarEvent
        {
            Uid = meeting.Uid,
            Sequence = meeting.Sequence,
            DtStamp = new CalDateTime(now, CalDateTime.UtcTzId),
            Start = meeting.IsAllDay ? new CalDateTime(DateOnly.FromDateTime(meeting.StartsAt)) : new CalDateTime(meeting.StartsAt, CalDateTime.UtcTzId),
            End = meeting.IsAllDay ? new CalDateTime(DateOnly.FromDateTime(meeting.EndsAt)) : new CalDateTime(meeting.EndsAt, CalDateTime.UtcTzId),
            Summary = meeting.Title,
            Organizer = new Organizer("mailto:" + meeting.OrganizerAddress) { CommonName = meeting.OrganizerName.Length > 0 ? meeting.OrganizerName : null },
        };
        reply.Attendees.Add(new Ical.Net.DataTypes.Attendee("mailto:" + email)
        {
            CommonName = name.Length > 0 ? name : null,
            ParticipationStatus = answer.ToString().ToUpperInvariant(),
        });
        if (meeting.RecurrenceId is not null)
            reply.RecurrenceIdentifier = new RecurrenceIdentifier(reply.Start);
        var calendar = new Calendar { Method = "REPLY", ProductId = "-//SimpleCRM//EN" };
        calendar.Events.Add(reply);
        return new CalendarSerializer().SerializeToString(calendar) ?? throw new InvalidOperationException("The answer could not be written.");
    }
}

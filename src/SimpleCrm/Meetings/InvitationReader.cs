using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using SimpleCrm.Mail;

namespace SimpleCrm.Meetings;

/// <summary>Reads the meeting out of an email's calendar part (iCalendar, RFC 5545; iMIP, RFC 6047).</summary>
internal static class InvitationReader
{
    /// <summary>Characters of a calendar part; a longer one holds no invitation but somebody's whole calendar.</summary>
    public const int MostCharacters = 256 * 1024;

    private const int MostAttendees = 200;

    /// <summary>The meeting, or null when the text holds none that could be shown or answered. Never throws over its content.</summary>
    /// <param name="text">The decoded calendar part.</param>
    /// <param name="emailId">The email that has it.</param>
    /// <param name="mailboxId">Its mailbox.</param>
    public static EmailMeeting? Read(string? text, long emailId, long mailboxId)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MostCharacters)
            return null;
        try
        {
            var calendar = Calendar.Load(text);
            return calendar?.Events.FirstOrDefault() is { Start: { } start } meeting && MethodOf(calendar) is { } method && UidOf(meeting, text) is { } uid
                ? Of(calendar, meeting, start, method, uid, emailId, mailboxId)
                : null;
        }
        // The library has no exception of its own; whatever it stumbles over was written by a stranger, and the email shows without a meeting.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static EmailMeeting Of(Calendar calendar, CalendarEvent meeting, CalDateTime start, MeetingMethod method, string uid, long emailId, long mailboxId)
    {
        var startsAt = Time(calendar, start);
        var organizer = Address(meeting.Organizer?.Value);
        return new EmailMeeting
        {
            EmailId = emailId,
            MailboxId = mailboxId,
            Method = method,
            Uid = uid,
            UidHash = SHA256.HashData(Encoding.UTF8.GetBytes(uid)),
            RecurrenceId = meeting.Properties["RECURRENCE-ID"] is not null ? Clean(meeting.RecurrenceIdentifier?.StartTime.ToString(), 100) : null,
            Sequence = Math.Max(0, meeting.Sequence),
            StampedAt = meeting.Properties["DTSTAMP"] is not null && meeting.DtStamp is { } stamp ? Time(calendar, stamp) : DateTime.UnixEpoch,
            Title = Clean(meeting.Summary, EmailMeeting.TitleLength),
            Location = Clean(meeting.Location, EmailMeeting.TitleLength),
            StartsAt = startsAt,
            EndsAt = EndOf(calendar, meeting, startsAt),
            IsAllDay = !start.HasTime,
            IsRepeating = meeting.RecurrenceRule is not null || meeting.Properties["RDATE"] is not null,
            OrganizerAddress = organizer,
            OrganizerName = organizer.Length > 0 ? Clean(meeting.Organizer!.CommonName, EmailMeeting.TitleLength) : "",
            AttendeesJson = JsonSerializer.Serialize(meeting.Attendees.Take(MostAttendees).Select(Of).Where(a => a.Email.Length > 0).DistinctBy(a => a.Email)),
        };
    }

    // Parts that some programs send without a method are announcements.
    private static MeetingMethod? MethodOf(Calendar calendar) => calendar.Method?.Trim().ToUpperInvariant() switch
    {
        "REQUEST" => MeetingMethod.Request,
        "CANCEL" => MeetingMethod.Cancel,
        "REPLY" => MeetingMethod.Reply,
        "PUBLISH" or null or "" => MeetingMethod.Publish,
        _ => null,
    };

    // The library makes one up where there is none.
    private static string? UidOf(CalendarEvent meeting, string text) =>
        text.Contains("\nUID", StringComparison.OrdinalIgnoreCase) && meeting.Uid is { Length: > 0 and <= EmailMeeting.UidLength } uid && !uid.Any(char.IsControl) ? uid : null;

    private static DateTime EndOf(Calendar calendar, CalendarEvent meeting, DateTime startsAt)
    {
        var end = meeting.End is { } named ? Time(calendar, named)
            : meeting.Duration is { } duration ? startsAt + duration.ToTimeSpanUnspecified()
            : meeting.IsAllDay ? startsAt.AddDays(1) : startsAt;
        return end >= startsAt ? end : startsAt;
    }

    private static DateTime Time(Calendar calendar, CalDateTime time)
    {
        if (!time.HasTime || time.IsFloating)
            return DateTime.SpecifyKind(time.Value, DateTimeKind.Utc);
        try
        {
            return DateTime.SpecifyKind(time.AsUtc, DateTimeKind.Utc);
        }
        catch (ArgumentException)
        {
            // A zone by a name of the sender's own: what the part itself says of it.
            var zone = calendar.TimeZones.FirstOrDefault(z => z.TzId == time.TzId)?.TimeZoneInfos.FirstOrDefault(i => i.Name == "STANDARD");
            return DateTime.SpecifyKind(time.Value - (zone?.OffsetTo?.Offset ?? TimeSpan.Zero), DateTimeKind.Utc);
        }
    }

    private static Attendee Of(Ical.Net.DataTypes.Attendee attendee) => new(
        Address(attendee.Value), Clean(attendee.CommonName, EmailMeeting.TitleLength), attendee.ParticipationStatus?.ToUpperInvariant() switch
        {
            "ACCEPTED" => Participation.Accepted,
            "TENTATIVE" => Participation.Tentative,
            "DECLINED" => Participation.Declined,
            _ => Participation.NeedsAction,
        }, string.Equals(attendee.Role, "OPT-PARTICIPANT", StringComparison.OrdinalIgnoreCase));

    private static string Address(Uri? value)
    {
        if (value is null || !value.OriginalString.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            return "";
        var address = Uri.UnescapeDataString(value.OriginalString["mailto:".Length..]).Trim().ToLowerInvariant();
        return address.Length <= 320 && address.IndexOf('@') > 0 && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? address : "";
    }

    private static string Clean(string? text, int length) => DisplayText.Clean(text, length);
}

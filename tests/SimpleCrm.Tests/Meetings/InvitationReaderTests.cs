using System.Text;
using System.Text.Json;
using SimpleCrm.Mail;
using SimpleCrm.Meetings;
using SimpleCrm.TestServers;
using Xunit;

namespace SimpleCrm.Tests.Meetings;

public sealed class InvitationReaderTests
{
    [Fact]
    public void An_invitation_tells_what_when_where_and_who()
    {
        var meeting = InvitationReader.Read(Invitations.Part(sequence: 3), 1, 2)!;
        Assert.Equal((MeetingMethod.Request, 3, "pump-review@mercier.example", "Review of the pumps", "Room 4"), (meeting.Method, meeting.Sequence, meeting.Uid, meeting.Title, meeting.Location));
        Assert.Equal((new DateTime(2026, 3, 10, 9, 0, 0), new DateTime(2026, 3, 10, 9, 30, 0), false), (meeting.StartsAt, meeting.EndsAt, meeting.IsAllDay));
        Assert.Equal(("claire@mercier.example", "Claire Dubois"), (meeting.OrganizerAddress, meeting.OrganizerName));
        Assert.Equal(
            [new Attendee("anna@example.org", "Anna", Participation.NeedsAction, false), new Attendee("bo@example.net", "Bo", Participation.Accepted, true)],
            JsonSerializer.Deserialize<List<Attendee>>(meeting.AttendeesJson)!);
    }

    [Theory]
    [InlineData("DTSTART;TZID=Europe/Paris:20260710T110000\r\nDURATION:PT1H", "2026-07-10T09:00", "2026-07-10T10:00", false)]
    [InlineData("DTSTART;TZID=W. Europe Standard Time:20260710T110000\r\nDTEND;TZID=W. Europe Standard Time:20260710T120000", "2026-07-10T09:00", "2026-07-10T10:00", false)]
    [InlineData("DTSTART;VALUE=DATE:20260710\r\nDTEND;VALUE=DATE:20260712", "2026-07-10T00:00", "2026-07-12T00:00", true)]
    [InlineData("DTSTART;VALUE=DATE:20260710", "2026-07-10T00:00", "2026-07-11T00:00", true)]
    [InlineData("DTSTART:20260710T090000Z", "2026-07-10T09:00", "2026-07-10T09:00", false)]
    [InlineData("DTSTART:20260710T090000Z\r\nDTEND:20260710T080000Z", "2026-07-10T09:00", "2026-07-10T09:00", false)]
    public void Times_are_understood_in_every_form(string start, string from, string until, bool isAllDay)
    {
        var meeting = InvitationReader.Read(Invitations.Part(start: start), 1, 2)!;
        Assert.Equal((from, until, isAllDay), ($"{meeting.StartsAt:yyyy-MM-ddTHH:mm}", $"{meeting.EndsAt:yyyy-MM-ddTHH:mm}", meeting.IsAllDay));
    }

    [Theory]
    [InlineData("CANCEL", MeetingMethod.Cancel)]
    [InlineData("REPLY", MeetingMethod.Reply)]
    [InlineData("publish", MeetingMethod.Publish)]
    public void Methods_are_told_apart(string method, MeetingMethod expected) => Assert.Equal(expected, InvitationReader.Read(Invitations.Part(method), 1, 2)!.Method);

    [Fact]
    public void A_date_of_a_series_is_itself()
    {
        Assert.Null(InvitationReader.Read(Invitations.Part(more: "RRULE:FREQ=WEEKLY"), 1, 2)!.RecurrenceId);
        Assert.True(InvitationReader.Read(Invitations.Part(more: "RRULE:FREQ=WEEKLY"), 1, 2)!.IsRepeating);
        Assert.NotNull(InvitationReader.Read(Invitations.Part(more: "RECURRENCE-ID:20260310T090000Z"), 1, 2)!.RecurrenceId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nBEGIN:VEVENT\r\n")]
    [InlineData("END:VEVENT\r\nEND:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:99999999T999999Z\r\nEND:VEVENT\r\nEND:VCALENDAR")]
    [InlineData("this is no calendar")]
    public void What_is_no_invitation_is_none(string text) => Assert.Null(InvitationReader.Read(text, 1, 2));

    [Fact]
    public void Hostile_values_do_not_reach_a_reply()
    {
        var meeting = InvitationReader.Read(Invitations.Part().Replace("mailto:Claire@Mercier.example", "mailto:claire@mercier.example%0D%0ABcc:eve@evil.example", StringComparison.Ordinal), 1, 2)!;
        Assert.Equal("", meeting.OrganizerAddress);
        Assert.Null(InvitationReader.Read(Invitations.Part(uid: new string('u', EmailMeeting.UidLength + 1)), 1, 2));
    }

    [Fact]
    public void Every_calendar_of_the_corpus_is_read_or_refused()
    {
        if (Corpus.Folder("calendar") is not { } folder)
        {
            Assert.Skip("The corpus is not here.");
            return;
        }
        var read = Directory.GetFiles(folder, "*.ics").ToDictionary(f => Path.GetFileName(f)!, f => InvitationReader.Read(File.ReadAllText(f), 1, 2)?.Method);
        Assert.Equal(MeetingMethod.Request, read["meeting.ics"]);
        Assert.Equal(MeetingMethod.Request, read["meeting_without_sequence.ics"]);
        Assert.Equal(MeetingMethod.Request, read["meeting_without_dtstamp.ics"]);
        Assert.Equal(MeetingMethod.Request, read["ics_with_error.ics"]);
        Assert.Equal(MeetingMethod.Publish, read["meeting_without_method.ics"]);
        Assert.Null(read["meeting_without_uid.ics"]);
        Assert.Null(read["no_event.ics"]);
    }

    [Theory]
    [InlineData("multipart/alternative")]
    [InlineData("multipart/mixed")]
    public void The_calendar_part_of_a_message_is_read_and_stays_an_attachment(string kind)
    {
        var calendar = Invitations.Part();
        var message = $"From: claire@mercier.example\r\nContent-Type: {kind}; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nCome.\r\n"
            + $"--b\r\nContent-Type: text/calendar; method=REQUEST\r\nContent-Disposition: attachment; filename=invite.ics\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(Encoding.UTF8.GetBytes(calendar))}\r\n--b--\r\n";
        var parsed = MimeReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(message)), MimeLimits.Default, TestContext.Current.CancellationToken);
        Assert.Equal(MeetingMethod.Request, InvitationReader.Read(parsed.Calendar, 1, 2)!.Method);
        Assert.Equal("Come.", parsed.BodyText!.Trim());
        Assert.Equal("invite.ics", Assert.Single(parsed.Attachments).FileName);
    }
}

namespace SimpleCrm.Tests.Meetings;

/// <summary>Calendar parts of emails about one meeting.</summary>
internal static class Invitations
{
    public static string Part(string method = "REQUEST", int sequence = 0, string more = "", string start = "DTSTART:20260310T090000Z\r\nDTEND:20260310T093000Z", string stamp = "20260301T080000Z", string uid = "pump-review@mercier.example") => $"""
        BEGIN:VCALENDAR
        PRODID:-//Test//EN
        VERSION:2.0
        METHOD:{method}
        BEGIN:VEVENT
        UID:{uid}
        DTSTAMP:{stamp}
        SEQUENCE:{sequence}
        {start}
        SUMMARY:Review of the pumps
        LOCATION:Room 4
        ORGANIZER;CN=Claire Dubois:mailto:Claire@Mercier.example
        ATTENDEE;CN=Anna;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:anna@example.org
        ATTENDEE;CN=Bo;ROLE=OPT-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:bo@example.net
        {more}
        END:VEVENT
        END:VCALENDAR
        """.ReplaceLineEndings("\r\n").Replace("\r\n\r\n", "\r\n", StringComparison.Ordinal);
}

using System.Text;
using Microsoft.Playwright;
using MimeKit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public class MeetingTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Invitation_is_shown_and_accepted_and_the_organiser_is_told()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var calendar = $"""
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Test//EN
            METHOD:REQUEST
            BEGIN:VEVENT
            UID:review@mercier.example
            DTSTAMP:20261126T080000Z
            DTSTART:20261210T090000Z
            DTEND:20261210T093000Z
            SUMMARY:Review of the pumps
            LOCATION:Room 4
            ORGANIZER;CN=Claire Dubois:mailto:{claire.Address}
            ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:somebody@northwind.test
            END:VEVENT
            END:VCALENDAR

            """.ReplaceLineEndings("\r\n");
        var alex = await JoinWithMailAsync(new Letter("Review of the pumps") { From = $"Claire Dubois <{claire.Address}>", Files = [("invite.ics", "text/calendar; method=REQUEST", Encoding.UTF8.GetBytes(calendar))] });
        await alex.Screen.OpenAsync("Review of the pumps");
        var card = alex.Page.Locator(".meeting");
        await Expect(card).ToContainTextAsync("Thu 10 Dec 2026");
        await Expect(card).ToContainTextAsync("Room 4");
        await card.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.Button, new() { Name = "Accept" })).ToHaveAttributeAsync("aria-pressed", "true");

        using var theirs = await OtherClient.OpenAsync(World.Dovecot, claire);
        await theirs.WaitForAsync("INBOX", "Accepted: Review of the pumps");
        var answer = Assert.Single(await theirs.ReadAsync("INBOX", "Accepted: Review of the pumps"));
        var part = answer.BodyParts.OfType<TextPart>().Single(p => p.ContentType.IsMimeType("text", "calendar"));
        Assert.Equal("REPLY", part.ContentType.Parameters["method"]);
        Assert.Contains("UID:review@mercier.example", part.Text, StringComparison.Ordinal);
        Assert.Contains("PARTSTAT=ACCEPTED", part.Text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}

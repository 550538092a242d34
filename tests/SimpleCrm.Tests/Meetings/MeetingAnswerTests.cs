using System.Text;
using MimeKit;
using SimpleCrm.Mail;
using SimpleCrm.Meetings;
using SimpleCrm.Tests.Outbox;
using Xunit;

namespace SimpleCrm.Tests.Meetings;

public sealed class MeetingAnswerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_goes_to_the_organiser_once_and_another_answer_goes_too()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync(address: "anna@example.org");
        var email = await world.ReceiveAsync(mailbox, Letter(Invitations.Part(sequence: 2)));
        var answers = world.Get<MeetingAnswers>();
        Assert.Null(await answers.AnswerAsync(world.Ann, email.Id, Participation.Tentative, Stop));
        Assert.Null(await answers.AnswerAsync(world.Ann, email.Id, Participation.Tentative, Stop));
        Assert.Null(await answers.AnswerAsync(world.Ann, email.Id, Participation.Declined, Stop));
        await world.SettleAsync(mailbox);

        Assert.Equal(["PARTSTAT=TENTATIVE", "PARTSTAT=DECLINED"], world.Server.Accepted.Select(a => Reply(a.Content).Split(';', ':').Single(p => p.StartsWith("PARTSTAT", StringComparison.Ordinal))));
        var (_, recipients, content) = world.Server.Accepted[0];
        Assert.Equal(["claire@mercier.example"], recipients);
        var lines = Reply(content).Split("\r\n");
        Assert.Contains("METHOD:REPLY", lines);
        Assert.Contains("UID:pump-review@mercier.example", lines);
        Assert.Contains("SEQUENCE:2", lines);
        Assert.Single(lines, l => l.StartsWith("ATTENDEE", StringComparison.Ordinal) && l.EndsWith("mailto:anna@example.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_answers_an_invitation_of_somebody_else_or_one_that_was_called_off()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync(address: "anna@example.org");
        var email = await world.ReceiveAsync(mailbox, Letter(Invitations.Part()));
        var answers = world.Get<MeetingAnswers>();
        Assert.Equal("", await answers.AnswerAsync(world.Ann with { UserId = RowId.Next() }, email.Id, Participation.Accepted, Stop));
        await world.ReceiveAsync(mailbox, Letter(Invitations.Part("CANCEL", sequence: 1)));
        Assert.Equal("The meeting was called off.", await answers.AnswerAsync(world.Ann, email.Id, Participation.Accepted, Stop));
        await world.SettleAsync(mailbox);
        Assert.Empty(world.Server.Accepted);
    }

    private static ParsedEmail Letter(string calendar) => new()
    {
        MessageId = $"{RowId.Next()}@mercier.example",
        From = new("claire@mercier.example", "Claire Dubois"),
        To = [new("anna@example.org", "Anna")],
        Subject = "Review of the pumps",
        BodyText = "Come.",
        Calendar = calendar,
    };

    // As it is on the wire: its lines end in CR and LF (RFC 5545 §3.1), and long ones are folded.
    private static string Reply(byte[] content)
    {
        using var decoded = new MemoryStream();
        MimeMessage.Load(new MemoryStream(content)).BodyParts.OfType<TextPart>().Single(p => p.ContentType.IsMimeType("text", "calendar") && p.ContentType.Parameters["method"] == "REPLY").Content!.DecodeTo(decoded);
        return Encoding.UTF8.GetString(decoded.ToArray()).Replace("\r\n ", "", StringComparison.Ordinal);
    }
}

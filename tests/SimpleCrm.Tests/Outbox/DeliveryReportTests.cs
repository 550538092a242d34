using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using SimpleCrm.TestServers;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

public sealed class DeliveryReportTests(ITestOutputHelper output)
{
    private const string Standard = """
        From: Mail Delivery System <MAILER-DAEMON@mx.example>
        To: ann@acme.example
        Subject: Undelivered Mail Returned to Sender
        Message-ID: <report-1@mx.example>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        I'm sorry. Your email could not be delivered.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; bob@customer.example
        Action: ACTION
        Status: STATUS
        Diagnostic-Code: smtp; 550 5.1.1 <bob@customer.example>: User unknown

        --b
        Content-Type: text/rfc822-headers

        From: ann@acme.example
        To: bob@customer.example
        Message-ID: <MESSAGEID>
        Subject: Offer

        --b--
        """;

    private const string QmailLike = """
        From: MAILER-DAEMON@mx.example
        To: ann@acme.example
        Subject: failure notice
        Message-ID: <report-2@mx.example>

        Hi. This is the qmail-send program at mx.example.
        I'm afraid I wasn't able to deliver your message to the following addresses.
        This is a permanent error; I've given up. Sorry it didn't work out.

        <bob@customer.example>:
        Sorry, no mailbox here by that name. (#5.1.1)

        --- Below this line is a copy of the message.

        Message-ID: <MESSAGEID>
        From: ann@acme.example
        To: bob@customer.example
        Subject: Offer

        Here it is.
        """;

    [Theory]
    [InlineData(Standard, "failed", "5.1.1", DeliveryOutcome.Failed, EmailStatus.Failed)]
    [InlineData(Standard, "delayed", "4.4.1", DeliveryOutcome.Delayed, EmailStatus.Sent)]
    [InlineData(Standard, "delivered", "2.0.0", DeliveryOutcome.Delivered, EmailStatus.Delivered)]
    [InlineData(QmailLike, "", "5.1.1", DeliveryOutcome.Failed, EmailStatus.Failed)]
    public async Task Report_is_noted_on_the_email_it_is_about(string report, string action, string status, DeliveryOutcome outcome, EmailStatus shown)
    {
        await using var world = await OutboxWorld.CreateAsync();
        var (mailbox, receipt) = await SentAsync(world);
        var sent = await world.OutgoingAsync(receipt.Id);
        var email = await ComesBackAsync(world, mailbox, report.Replace("ACTION", action).Replace("STATUS", status).Replace("MESSAGEID", sent.MessageId));

        Assert.Equal(ReportState.Applied, (await world.EmailAsync(email))!.Report);
        var recipient = Assert.Single((await world.Sending.FindAsync(world.Ann, receipt.Id, default))!.Recipients);
        Assert.Equal((outcome, status), (recipient.Delivery, recipient.DeliveryStatus));
        Assert.Equal(shown, (await world.EmailAsync(receipt.EmailId))!.Status);
    }

    [Fact]
    public async Task Report_that_does_not_return_a_Message_ID_of_ours_changes_nothing()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var (mailbox, receipt) = await SentAsync(world);
        var email = await ComesBackAsync(world, mailbox, Standard.Replace("ACTION", "failed").Replace("STATUS", "5.1.1").Replace("MESSAGEID", "guessed@acme.example"));
        Assert.Equal(ReportState.Unrelated, (await world.EmailAsync(email))!.Report);
        Assert.Null(Assert.Single((await world.Sending.FindAsync(world.Ann, receipt.Id, default))!.Recipients).Delivery);
        Assert.Equal(EmailStatus.Sent, (await world.EmailAsync(receipt.EmailId))!.Status);
    }

    [Fact]
    public async Task Report_names_only_recipients_of_the_email()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox, "bob@customer.example", "eve@customer.example"), default);
        await world.SettleAsync(mailbox);
        await ComesBackAsync(world, mailbox, Standard.Replace("ACTION", "failed").Replace("STATUS", "5.1.1").Replace("MESSAGEID", (await world.OutgoingAsync(receipt.Id)).MessageId));
        var recipients = (await world.Sending.FindAsync(world.Ann, receipt.Id, default))!.Recipients;
        Assert.Equal(DeliveryOutcome.Failed, recipients.Single(r => r.Address.StartsWith("bob", StringComparison.Ordinal)).Delivery);
        Assert.Null(recipients.Single(r => r.Address.StartsWith("eve", StringComparison.Ordinal)).Delivery);
        Assert.Equal(EmailStatus.Sent, (await world.EmailAsync(receipt.EmailId))!.Status);
    }

    [Fact]
    public void Corpus_of_bounces_is_recognised()
    {
        var folder = Corpus.Folder("bounces");
        Assert.SkipWhen(folder is null, "The corpus of bounces is not on this machine.");
        var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder!, "expected.json"))).RootElement;
        int failures = 0, recognised = 0, addressed = 0, classes = 0, codes = 0, coded = 0, others = 0, othersRight = 0, identified = 0;
        var missed = new List<string>();
        foreach (var entry in expected.EnumerateObject())
        {
            var source = File.ReadAllBytes(Path.Combine(folder!, entry.Name + ".eml"));
            var email = MimeReader.Read(new MemoryStream(source), MimeLimits.Default, default);
            var first = entry.Value[0];
            var (status, reason) = (first.GetProperty("status").GetString()!, first.GetProperty("reason").GetString()!);
            var report = DeliveryReportReader.Read(new MemoryStream(source), default);
            if (reason is "feedback" or "vacation")
            {
                others++;
                var right = (report is null || !DeliveryReportReader.MayBe(email)) && (reason != "vacation" || email.IsAutoReply);
                othersRight += right ? 1 : 0;
                if (!right)
                    missed.Add($"{entry.Name}: {reason} taken for {(report is null ? "an answer" : "a report")}");
                continue;
            }
            failures++;
            if (report is null || !DeliveryReportReader.MayBe(email))
            {
                missed.Add($"{entry.Name}: not recognised ({(report is null ? "no report" : "not looked at")})");
                continue;
            }
            recognised++;
            var recipient = report.Recipients[0];
            addressed += recipient.Addresses.Count > 0 ? 1 : 0;
            identified += report.MessageIds.Count > 0 ? 1 : 0;
            var wanted = status[0] == '5' ? DeliveryOutcome.Failed : DeliveryOutcome.Delayed;
            classes += recipient.Outcome == wanted ? 1 : 0;
            if (recipient.Outcome != wanted)
                missed.Add($"{entry.Name}: {recipient.Outcome} in place of {wanted}");
            // Codes 5.0.9xx are the corpus's own, for reports that have none.
            if (status.Split('.') is [_, "0", { Length: 3 }])
                continue;
            coded++;
            codes += recipient.Status == status ? 1 : 0;
            if (recipient.Status != status)
                missed.Add($"{entry.Name}: {recipient.Status ?? "no code"} in place of {status}");
        }
        var score = string.Create(CultureInfo.InvariantCulture,
            $"bounces: {recognised}/{failures} recognised with a recipient, {classes}/{failures} failed or delayed as they should, {codes}/{coded} with their code, {identified}/{failures} with a Message-ID; {othersRight}/{others} other mail told apart");
        output.WriteLine(score + "\n" + string.Join('\n', missed));
        Console.WriteLine(score);
        Assert.Equal(recognised, addressed);
        Assert.True(recognised >= failures * 0.9 && othersRight == others, score + "\n" + string.Join('\n', missed));
    }

    private static async Task<(long Mailbox, SendReceipt Receipt)> SentAsync(OutboxWorld world)
    {
        var mailbox = await world.ConnectAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.SettleAsync(mailbox);
        return (mailbox, receipt);
    }

    private static async Task<long> ComesBackAsync(OutboxWorld world, long mailbox, string source)
    {
        var bytes = Encoding.UTF8.GetBytes(source.ReplaceLineEndings("\r\n"));
        world.Server.Sources["1:7"] = bytes;
        var email = await world.ReceiveAsync(mailbox, MimeReader.Read(new MemoryStream(bytes), MimeLimits.Default, default));
        Assert.Equal(ReportState.Waiting, email.Report);
        await world.Get<DeliveryReports>().RunAsync(default);
        return email.Id;
    }
}

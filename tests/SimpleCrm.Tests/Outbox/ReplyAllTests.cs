using System.Text;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

/// <summary>Answers to all, from the message as it came to the recipients the composer opens with: parsed, stored and read again.</summary>
public sealed class ReplyAllTests
{
    // Of the person: ann@acme.example, and a second mailbox sales@acme.example. What the header says → To, Cc.
    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "one writer", "From: bob@x.example|To: ann@acme.example", "bob@x.example", "" },
        { "others in To", "From: bob@x.example|To: ann@acme.example, carl@x.example", "bob@x.example,carl@x.example", "" },
        { "others in Cc", "From: bob@x.example|To: ann@acme.example|Cc: carl@x.example", "bob@x.example", "carl@x.example" },
        { "oneself in Cc", "From: bob@x.example|To: carl@x.example|Cc: ann@acme.example", "bob@x.example,carl@x.example", "" },
        { "Reply-To", "From: bob@x.example|Reply-To: desk@x.example|To: ann@acme.example", "desk@x.example", "" },
        { "two in Reply-To", "From: bob@x.example|Reply-To: desk@x.example, help@x.example|To: ann@acme.example", "desk@x.example,help@x.example", "" },
        { "Reply-To and others", "From: bob@x.example|Reply-To: desk@x.example|To: ann@acme.example, carl@x.example|Cc: dora@x.example", "desk@x.example,carl@x.example", "dora@x.example" },
        { "Reply-To is oneself", "From: bob@x.example|Reply-To: ann@acme.example|To: ann@acme.example", "bob@x.example", "" },
        { "Reply-To is no address", "From: bob@x.example|Reply-To: nobody|To: ann@acme.example", "bob@x.example", "" },
        { "Reply-To equals From", "From: bob@x.example|Reply-To: BOB@x.example|To: ann@acme.example", "BOB@x.example", "" },
        { "hidden recipient", "From: bob@x.example|To: carl@x.example", "bob@x.example,carl@x.example", "" },
        { "hidden recipient of nobody named", "From: bob@x.example|To: undisclosed-recipients:;", "bob@x.example", "" },
        { "the own second mailbox in To", "From: bob@x.example|To: ann@acme.example, sales@acme.example", "bob@x.example", "" },
        { "the own second mailbox in Cc", "From: bob@x.example|To: ann@acme.example|Cc: sales@acme.example, carl@x.example", "bob@x.example", "carl@x.example" },
        { "only the second mailbox named", "From: bob@x.example|To: sales@acme.example", "bob@x.example", "" },
        { "written by the second mailbox", "From: sales@acme.example|To: bob@x.example|Cc: ann@acme.example", "bob@x.example", "" },
        { "own address in capitals", "From: bob@x.example|To: ANN@ACME.EXAMPLE, carl@x.example", "bob@x.example,carl@x.example", "" },
        { "own subaddress", "From: bob@x.example|To: ann+shop@acme.example, carl@x.example", "bob@x.example,carl@x.example", "" },
        { "own address twice", "From: bob@x.example|To: ann@acme.example, Ann <ann@acme.example>|Cc: ann@acme.example", "bob@x.example", "" },
        { "somebody named twice", "From: bob@x.example|To: carl@x.example, ann@acme.example|Cc: Carl <carl@x.example>", "bob@x.example,carl@x.example", "" },
        { "the writer in Cc too", "From: bob@x.example|To: ann@acme.example|Cc: bob@x.example", "bob@x.example", "" },
        { "own sent email", "From: ann@acme.example|To: bob@x.example", "bob@x.example", "" },
        { "own sent email with Cc", "From: ann@acme.example|To: bob@x.example|Cc: carl@x.example", "bob@x.example", "carl@x.example" },
        { "own sent email with Bcc", "From: ann@acme.example|To: bob@x.example|Bcc: carl@x.example", "bob@x.example", "" },
        { "own sent email to Bcc alone", "From: ann@acme.example|Bcc: carl@x.example", "carl@x.example", "" },
        { "own sent email with a Reply-To", "From: ann@acme.example|Reply-To: desk@acme.example|To: bob@x.example", "bob@x.example", "" },
        { "a note to oneself", "From: ann@acme.example|To: ann@acme.example", "ann@acme.example", "" },
        { "a list", "From: bob@x.example|To: talk@lists.example|List-Post: <mailto:talk@lists.example>", "bob@x.example,talk@lists.example", "" },
        { "a list that answers to itself", "From: bob@x.example|Reply-To: talk@lists.example|To: talk@lists.example|List-Post: <mailto:talk@lists.example>", "bob@x.example,talk@lists.example", "" },
        { "a list that hides its writer", "From: talk@lists.example|Reply-To: bob@x.example|To: talk@lists.example|List-Post: <mailto:talk@lists.example>", "bob@x.example,talk@lists.example", "" },
        { "a list nobody may post to", "From: news@x.example|To: ann@acme.example|List-Post: NO", "news@x.example", "" },
        { "Mail-Followup-To", "From: bob@x.example|To: talk@lists.example|Cc: carl@x.example|Mail-Followup-To: talk@lists.example|List-Post: <mailto:talk@lists.example>", "talk@lists.example", "" },
        { "Mail-Followup-To to several", "From: bob@x.example|To: talk@lists.example|Mail-Followup-To: talk@lists.example, dora@x.example", "talk@lists.example,dora@x.example", "" },
        { "Mail-Followup-To oneself alone", "From: bob@x.example|To: talk@lists.example|Mail-Followup-To: ann@acme.example|List-Post: <mailto:talk@lists.example>", "bob@x.example,talk@lists.example", "" },
        { "groups", "From: bob@x.example|To: Team: carl@x.example, dora@x.example;, ann@acme.example", "bob@x.example,carl@x.example,dora@x.example", "" },
        { "encoded names", "From: =?utf-8?q?Bob_Gr=C3=B6=C3=9Fe?= <bob@x.example>|To: \"Doe, Carl\" <carl@x.example>, ann@acme.example", "bob@x.example,carl@x.example", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Answer_to_all_goes_to_all_and_not_to_oneself(string name, string header, string to, string cc)
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        await world.ConnectAsync(address: "sales@acme.example");
        var source = Encoding.UTF8.GetBytes($"{header.Replace("|", "\r\n", StringComparison.Ordinal)}\r\nMessage-ID: <m@x.example>\r\nSubject: Price\r\n\r\nText\r\n");
        var email = await world.ReceiveAsync(mailbox, MimeReader.Read(new MemoryStream(source), MimeLimits.Default, default));

        var start = (await world.Get<ReplyStart>().ForAsync(world.Ann, email.Id, ComposeMode.ReplyAll, default))!;

        Assert.True((to, cc) == (Written(start.To), Written(start.Cc)), $"{name}: to {Written(start.To)}, cc {Written(start.Cc)}");
    }

    private static string Written(IEnumerable<EmailAddress> people) => string.Join(',', people.Select(p => p.Email));
}

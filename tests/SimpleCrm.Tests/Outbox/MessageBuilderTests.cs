using System.Text;
using MimeKit;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

public sealed class MessageBuilderTests
{
    private static MessageDraft Draft(string text = "Hello", string? html = null) => new()
    {
        OutgoingId = 42,
        MessageId = "id@acme.example",
        From = new EmailAddress("ann@acme.example", "Ann Ähnlich, Dr."),
        Date = new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(1)),
        To = [new EmailAddress("bob@customer.example", "Bob")],
        Subject = "Offer",
        Text = text,
        Html = html,
    };

    private static async Task<byte[]> BuildAsync(MessageDraft draft)
    {
        using var wire = new MemoryStream();
        await MessageBuilder.WriteAsync(draft, wire, TestContext.Current.CancellationToken);
        return wire.ToArray();
    }

    [Theory]
    [InlineData("plain words")]
    [InlineData("Grüße 🎉 日本語")]
    [InlineData("a\n.\nb\n..\n.hidden\nFrom here")]
    [InlineData("x\r.\ry\n.\r\nMAIL FROM:<eve@evil.example>")]
    [InlineData("trailing spaces   \n\ttab\n")]
    public async Task Body_is_seven_bit_with_whole_line_ends_and_reads_back_as_written(string text)
    {
        var wire = await BuildAsync(Draft(text, $"<p>{text}</p>"));
        Assert.All(wire, b => Assert.InRange(b, (byte)1, (byte)126));
        for (var i = 0; i < wire.Length; i++)
        {
            if (wire[i] == '\r')
                Assert.Equal((byte)'\n', wire[i + 1]);
            if (wire[i] == '\n')
                Assert.Equal((byte)'\r', wire[i - 1]);
        }
        Assert.All(Encoding.ASCII.GetString(wire).Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        var message = MimeMessage.Load(new MemoryStream(wire));
        Assert.Equal(text.Replace("\r\n", "\n").Replace('\r', '\n').TrimEnd('\n'), message.TextBody!.Replace("\r\n", "\n").TrimEnd('\n'));
    }

    [Fact]
    public async Task Line_of_a_million_characters_is_folded()
    {
        var wire = Encoding.ASCII.GetString(await BuildAsync(Draft(new string('x', 1_000_000), "<p>" + new string('y', 1_000_000) + "</p>")));
        Assert.True(wire.Split("\r\n").Max(l => l.Length) <= 998);
    }

    [Fact]
    public async Task Headers_are_encoded_words_and_name_the_mailbox_and_our_mark()
    {
        var wire = await BuildAsync(Draft() with { Subject = "Größe: " + string.Join(' ', Enumerable.Repeat("Preisliste", 60)) });
        var message = MimeMessage.Load(new MemoryStream(wire));
        Assert.Equal("ann@acme.example", message.From.Mailboxes.Single().Address);
        Assert.Equal("Ann Ähnlich, Dr.", message.From.Mailboxes.Single().Name);
        Assert.Equal("id@acme.example", message.MessageId);
        Assert.Equal("42", message.Headers[SimpleCrm.Mail.MimeReader.OutgoingHeader]);
        Assert.StartsWith("Größe: Preisliste", message.Subject);
        Assert.Equal(TimeSpan.FromHours(1), message.Date.Offset);
        Assert.Null(message.Headers[HeaderId.Bcc]);
        Assert.All(Encoding.ASCII.GetString(wire).Split("\r\n"), line => Assert.InRange(line.Length, 0, 200));
    }

    [Fact]
    public async Task Domain_with_foreign_letters_goes_out_in_ASCII()
    {
        var message = MimeMessage.Load(new MemoryStream(await BuildAsync(Draft() with { To = [new EmailAddress("bob@größe.example", "")] })));
        Assert.Equal("bob@xn--gre-6ka8i.example", message.To.Mailboxes.Single().GetAddress(idnEncode: true));
        Assert.Equal("bob@xn--gre-6ka8i.example", SendCheck.Canonical("bob@größe.example"));
    }

    [Fact]
    public async Task Only_hidden_recipients_leave_a_header_without_names()
    {
        var message = MimeMessage.Load(new MemoryStream(await BuildAsync(Draft() with { To = [] })));
        Assert.Empty(message.To.Mailboxes);
        Assert.Single(message.To);
    }

    [Theory]
    [InlineData("text/plain", "a\r.\rb\n\n.\n")]
    [InlineData("text/html", "<b>\n</b>")]
    [InlineData("multipart/mixed; boundary=x", "--x\r\n\r\nhi\r\n--x--")]
    [InlineData("message/delivery-status", "Reporting-MTA: dns; x")]
    [InlineData("no type", "\0\u0001binary")]
    public async Task Files_arrive_byte_for_byte(string type, string content)
    {
        var bytes = Encoding.Latin1.GetBytes(content);
        var wire = await BuildAsync(Draft() with { Parts = [new OutgoingPart("Größe \"1\".txt", type, bytes)] });
        var part = Assert.IsType<MimePart>(Assert.Single(MimeMessage.Load(new MemoryStream(wire)).Attachments), exactMatch: false);
        using var decoded = new MemoryStream();
        part.Content!.DecodeTo(decoded);
        Assert.Equal(bytes, decoded.ToArray());
        Assert.Equal("Größe \"1\".txt", part.FileName);
    }

    [Fact]
    public async Task Attached_email_stays_an_email()
    {
        var inner = "From: a@x.example\r\nSubject: inner\r\n\r\nhello\r\n"u8.ToArray();
        var message = MimeMessage.Load(new MemoryStream(await BuildAsync(Draft() with { Parts = [new OutgoingPart("inner.eml", "message/rfc822", inner)] })));
        Assert.Equal("inner", Assert.IsType<MessagePart>(Assert.Single(message.Attachments)).Message!.Subject);
    }

    [Fact]
    public async Task Pasted_picture_becomes_a_part_of_its_own()
    {
        var picture = Convert.ToBase64String([0x89, 0x50, 0x4E, 0x47, 1, 2, 3]);
        var (html, parts) = InlineImages.Extract($"<p><img alt=\"x\" src=\"data:image/png;base64,{picture}\"><img src=\"data:image/png;base64,{picture}\"></p>", "id@acme.example");
        var part = Assert.Single(parts);
        Assert.DoesNotContain("data:", html);
        Assert.Equal(3, html.Split("cid:" + part.ContentId).Length);
        var message = MimeMessage.Load(new MemoryStream(await BuildAsync(Draft("x", html) with { Parts = parts })));
        Assert.Equal(part.ContentId, Assert.Single(message.BodyParts, p => p.ContentType.IsMimeType("image", "png")).ContentId);
        Assert.Empty(message.Attachments);
    }

    [Fact]
    public async Task Copy_for_Sent_is_the_message_with_its_hidden_recipients()
    {
        var wire = await BuildAsync(Draft());
        var copy = await MessageBuilder.SentCopy(wire, [new EmailAddress("chef@acme.example", "Größe")]).ReadAllAsync(TestContext.Current.CancellationToken);
        Assert.Equal(wire, copy[^wire.Length..]);
        var message = MimeMessage.Load(new MemoryStream(copy));
        Assert.Equal("Größe", message.Bcc.Mailboxes.Single().Name);
        Assert.Equal(("id@acme.example", "Hello"), (message.MessageId, message.TextBody!.TrimEnd()));
    }
}

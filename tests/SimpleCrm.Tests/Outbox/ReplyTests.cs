using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

public sealed class ReplyTests
{
    private static readonly ParsedEmail Question = new()
    {
        MessageId = "q1@customer.example",
        References = ["q0@customer.example"],
        From = new("bob@customer.example", "Bob"),
        ReplyTo = [new("sales@customer.example", "")],
        To = [new("ann@acme.example", "Ann"), new("carl@acme.example", "Carl")],
        Cc = [new("dora@customer.example", "Dora")],
        Subject = "Price?",
        BodyText = "How much?",
        BodyHtml = "<html><body><p onclick=\"x()\">How much?</p><img src=\"cid:logo@x\"><img src=\"https://track.example/p.gif\"></body></html>",
        Attachments = [new ParsedAttachment("2", "logo.png", "image/png", 4, "logo@x", true, "base64"), new ParsedAttachment("3", "terms.pdf", "application/pdf", 5, null, false, "base64")],
    };

    [Fact]
    public async Task Reply_starts_with_the_right_people_subject_quote_and_mailbox()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var email = await world.ReceiveAsync(mailbox, Question);
        var start = await world.Get<ReplyStart>().ForAsync(world.Ann, email.Id, ComposeMode.Reply, default);
        Assert.Equal((mailbox, "Re: Price?", "ann@acme.example"), (start!.MailboxId, start.Subject, start.From.Email));
        Assert.Equal(["sales@customer.example"], start.To.Select(a => a.Email));
        Assert.Empty(start.Cc);
        Assert.Contains("> How much?", start.QuoteText);
        Assert.Contains("How much?", start.QuoteHtml);
        Assert.DoesNotContain("onclick", start.QuoteHtml);
        Assert.DoesNotContain("https://track.example", start.QuoteHtml);
        Assert.Contains("/mail/attachments/", start.QuoteHtml);

        var all = await world.Get<ReplyStart>().ForAsync(world.Ann, email.Id, ComposeMode.ReplyAll, default);
        Assert.Equal(["sales@customer.example", "carl@acme.example"], all!.To.Select(a => a.Email));
        Assert.Equal(["dora@customer.example"], all.Cc.Select(a => a.Email));

        var forward = await world.Get<ReplyStart>().ForAsync(world.Ann, email.Id, ComposeMode.Forward, default);
        Assert.Equal("Fwd: Price?", forward!.Subject);
        Assert.Empty(forward.To);
        Assert.Equal(["terms.pdf"], forward.Attachments.Select(a => a.FileName));
    }

    [Fact]
    public async Task Reply_joins_its_conversation_and_carries_the_quote_with_its_pictures()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var email = await world.ReceiveAsync(mailbox, Question);
        world.Server.Parts[("1:7", "2")] = [0x89, 0x50, 0x4E, 0x47];
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox, "sales@customer.example") with
        {
            Subject = "Re: Price?",
            BodyText = null,
            BodyHtml = "<p>Ten.</p>",
            InReplyTo = email.Id.ToString(),
            Mode = ComposeMode.Reply,
            IncludeQuote = true,
        }, default);
        Assert.Empty(receipt.Errors);
        Assert.Equal(email.ThreadId, receipt.ThreadId);
        await world.SettleAsync(mailbox);

        var message = ScriptedServer.Read(Assert.Single(world.Server.Accepted).Content);
        Assert.Equal("q1@customer.example", message.InReplyTo);
        Assert.Equal(["q0@customer.example", "q1@customer.example"], message.References);
        Assert.StartsWith("Ten.", message.TextBody);
        Assert.Contains("> How much?", message.TextBody);
        Assert.Contains("<p>Ten.</p>", message.HtmlBody);
        Assert.Contains("cid:logo@x", message.HtmlBody);
        Assert.Equal("logo@x", Assert.Single(message.BodyParts, p => p.ContentType.IsMimeType("image", "png")).ContentId);
        Assert.Empty(message.Attachments);
        await using var db = await world.DatabaseAsync();
        var thread = await db.Threads.SingleAsync();
        Assert.Equal((2, true), (thread.EmailCount, thread.LastIsOutbound));
    }

    [Fact]
    public async Task Forward_takes_files_along_and_answers_nobody()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var email = await world.ReceiveAsync(mailbox, Question);
        world.Server.Parts[("1:7", "3")] = "terms"u8.ToArray();
        var start = await world.Get<ReplyStart>().ForAsync(world.Ann, email.Id, ComposeMode.Forward, default);
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with
        {
            BodyText = "See below.",
            InReplyTo = start!.InReplyTo,
            Mode = ComposeMode.Forward,
            IncludeQuote = true,
            Attachments = [.. start.Attachments.Select(a => new SendAttachment { AttachmentId = a.Id })],
        }, default);
        Assert.Empty(receipt.Errors);
        await world.SettleAsync(mailbox);
        var message = ScriptedServer.Read(Assert.Single(world.Server.Accepted).Content);
        Assert.Null(message.InReplyTo);
        Assert.Equal("terms.pdf", Assert.Single(message.Attachments).ContentDisposition!.FileName);
        Assert.Contains("Forwarded message", message.TextBody);
    }

    [Fact]
    public async Task File_that_cannot_be_fetched_is_named_and_nothing_is_sent()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var email = await world.ReceiveAsync(mailbox, Question);
        var start = await world.Get<ReplyStart>().ForAsync(world.Ann, email.Id, ComposeMode.Forward, default);
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { Attachments = [new() { AttachmentId = start!.Attachments[0].Id }] }, default);
        Assert.Equal(["attachments"], receipt.Errors.Keys);
    }

    [Fact]
    public async Task Answer_to_a_Message_ID_that_is_not_stored_still_names_its_parent()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { InReplyTo = "<elsewhere@customer.example>", Mode = ComposeMode.Reply }, default);
        await world.SettleAsync(mailbox);
        var message = ScriptedServer.Read(Assert.Single(world.Server.Accepted).Content);
        Assert.Equal("elsewhere@customer.example", message.InReplyTo);
        Assert.Equal(["elsewhere@customer.example"], message.References);
    }
}

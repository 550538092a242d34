using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Outbox;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

public sealed class SendRequestTests
{
    [Fact]
    public async Task Same_key_and_content_gives_the_same_answer_and_one_email()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var request = Requests.To(mailbox) with { IdempotencyKey = "k1" };
        var receipts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.Sending.SendAsync(world.Ann, request, default))));
        Assert.All(receipts, r => Assert.Equal((receipts[0].Id, receipts[0].EmailId, receipts[0].ThreadId, true), (r.Id, r.EmailId, r.ThreadId, r.IsAccepted)));
        await world.SettleAsync(mailbox);
        Assert.Single(world.Server.Accepted);
        Assert.Equal(receipts[0].Id, (await world.Sending.SendAsync(world.Ann, request, default)).Id);
    }

    [Fact]
    public async Task Same_key_with_other_content_is_a_conflict()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { IdempotencyKey = "k1" }, default);
        var second = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { IdempotencyKey = "k1", BodyText = "Other." }, default);
        Assert.True(second.IsConflict);
        await world.SettleAsync(mailbox);
        Assert.Single(world.Server.Accepted);
    }

    [Fact]
    public async Task Another_persons_mailbox_email_upload_and_outbox_look_as_if_they_did_not_exist()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mallory = new Viewer(RowId.Next(), Role.Admin, "UTC");
        await world.AddUserAsync(mallory);
        var anns = await world.ConnectAsync();
        var own = await world.ConnectAsync(mallory, "mallory@acme.example");
        var secret = await world.ReceiveAsync(anns, new ParsedEmail { MessageId = "s1@x", From = new("a@x.example", ""), Subject = "secret", BodyText = "secret words" });
        var waiting = await world.Sending.SendAsync(world.Ann, Requests.To(anns) with { UndoWindow = TimeSpan.FromMinutes(1) }, default);
        var upload = await world.Get<AttachmentUploads>().StoreAsync(world.Ann, "plan.txt", null, new MemoryStream("plan"u8.ToArray()), default);

        Assert.Contains("mailboxId", (await world.Sending.SendAsync(mallory, Requests.To(anns), default)).Errors.Keys);
        Assert.Contains("inReplyTo", (await world.Sending.SendAsync(mallory, Requests.To(own) with { InReplyTo = secret.Id.ToString(), Mode = ComposeMode.Reply, IncludeQuote = true }, default)).Errors.Keys);
        Assert.Contains("inReplyTo", (await world.Sending.SendAsync(mallory, Requests.To(own) with { InReplyTo = "s1@x", Mode = ComposeMode.Reply, IncludeQuote = true }, default)).Errors.Keys);
        Assert.Contains("attachments", (await world.Sending.SendAsync(mallory, Requests.To(own) with { Attachments = [new() { UploadId = upload!.Id }] }, default)).Errors.Keys);
        Assert.Null(await world.Get<ReplyStart>().ForAsync(mallory, secret.Id, ComposeMode.Reply, default));
        Assert.Null(await world.Sending.FindAsync(mallory, waiting.Id, default));
        Assert.False(await world.Sending.CancelAsync(mallory, waiting.Id, default));
        Assert.False(await world.Sending.RetryAsync(mallory, waiting.Id, default));
        Assert.False(await world.Get<AttachmentUploads>().DeleteAsync(mallory, upload.Id, default));
        Assert.Empty(await world.Sending.ListAsync(mallory, default));
        Assert.Single(await world.Sending.ListAsync(world.Ann, default));
    }

    [Theory]
    [InlineData(MailboxState.Disconnected)]
    [InlineData(MailboxState.NeedsReconnect)]
    public async Task Mailbox_that_cannot_send_is_named(MailboxState state)
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync(state: state);
        Assert.Equal(["mailboxId"], (await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default)).Errors.Keys);
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("bob@")]
    [InlineData("")]
    [InlineData("bob@x.example>\r\nRCPT TO:<eve@x.example")]
    [InlineData("\"a\r\nRCPT TO:<eve@x.example>\"@x.example")]
    [InlineData("bob@x.example\nBcc: eve@x.example")]
    [InlineData("=?utf-8?q?eve=40evil.example?=@x.example")]
    [InlineData("bob@x.example, eve@x.example")]
    [InlineData("Bob <bob@x.example>")]
    [InlineData("bob@x example")]
    [InlineData("bo\0b@x.example")]
    [InlineData("bob@x.example\u2028")]
    [InlineData("b\u00f6b@x.example")]
    public async Task Address_that_is_none_or_carries_commands_is_refused_by_field(string address)
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        foreach (var (field, request) in new[]
        {
            ("to", Requests.To(mailbox, address)),
            ("cc", Requests.To(mailbox) with { Cc = [new EmailAddress(address, "")] }),
            ("bcc", Requests.To(mailbox) with { Bcc = [new EmailAddress(address, "")] }),
        })
        {
            var receipt = await world.Sending.SendAsync(world.Ann, request, default);
            Assert.Equal([field], receipt.Errors.Keys);
        }
        await using var db = await world.DatabaseAsync();
        Assert.False(await db.OutgoingEmails.AnyAsync());
    }

    [Fact]
    public async Task Everything_wrong_is_named_at_once()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, new SendRequest
        {
            MailboxId = 5,
            Cc = [new EmailAddress("bob@x.example", "Bob\r\nBcc: eve@x.example")],
            Subject = "Hello\r\nBcc: eve@x.example",
            BodyHtml = new string('x', OutboxLimits.BodyLength + 1),
            Attachments = [new() { FileName = "a.txt" }],
            Mode = ComposeMode.Reply,
            SendAt = world.Time.GetUtcNow().AddYears(3),
            IdempotencyKey = new string('k', 201),
        }, default);
        Assert.Equal(["attachments", "bodyHtml", "cc", "idempotencyKey", "inReplyTo", "mailboxId", "sendAt", "subject"], receipt.Errors.Keys.Order());
    }

    [Fact]
    public async Task Attachments_too_large_together_are_refused()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var half = new byte[OutboxLimits.AttachmentBytes / 2 + 1];
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with
        {
            Attachments = [new() { FileName = "a.bin", Content = half }, new() { FileName = "b.bin", Content = half }],
        }, default);
        Assert.Equal(["attachments"], receipt.Errors.Keys);
        Assert.Null(await world.Get<AttachmentUploads>().StoreAsync(world.Ann, "c.bin", null, new MemoryStream(new byte[OutboxLimits.AttachmentBytes + 1]), default));
    }

    [Fact]
    public async Task Email_is_refused_that_is_larger_than_the_mailbox_server_said_it_takes_when_it_was_last_spoken_to()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var request = Requests.To(mailbox) with { Attachments = [new() { FileName = "a.bin", Content = new byte[300_000] }] };
        world.Server.Submissions.Enqueue(message =>
        {
            world.Server.Accept(message);
            return Task.FromResult(ScriptedServer.Yes() with { SizeLimit = 400_000 });
        });
        Assert.True((await world.Sending.SendAsync(world.Ann, request, default)).IsAccepted);
        await world.SettleAsync(mailbox);
        Assert.Single(world.Server.Accepted);

        Assert.Contains("at most 0.4 MB", Assert.Single((await world.Sending.SendAsync(world.Ann, request, default)).Errors["attachments"]));
        var sender = Assert.Single((await world.Get<ReplyStart>().NewAsync(world.Ann, null, default))!.Senders);
        Assert.InRange(sender.FileBytes, 190_000, 200_000);
    }

    [Theory]
    [InlineData(MailProvider.Imap, null, OutboxLimits.AttachmentBytes)]
    [InlineData(MailProvider.Imap, 10_240_000L, 7_387_257L)]
    [InlineData(MailProvider.Imap, 1000L, 0L)]
    [InlineData(MailProvider.Gmail, 1000L, OutboxLimits.AttachmentBytes)]
    [InlineData(MailProvider.Outlook, null, OutboxLimits.AttachmentBytes)]
    public async Task Composer_is_told_how_much_a_mailbox_sends(MailProvider provider, long? said, long files)
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        await using (var db = await world.DatabaseAsync())
            await db.Mailboxes.ExecuteUpdateAsync(s => s.SetProperty(m => m.Provider, provider).SetProperty(m => m.SizeLimit, said));
        Assert.Equal(files, Assert.Single((await world.Get<ReplyStart>().NewAsync(world.Ann, mailbox, default))!.Senders).FileBytes);
    }

    [Fact]
    public async Task Uploaded_file_goes_along_and_is_listed_in_the_thread()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var bytes = new byte[200_000];
        new Random(7).NextBytes(bytes);
        var upload = await world.Get<AttachmentUploads>().StoreAsync(world.Ann, "..\\Angebot Größe.pdf", "application/pdf", new MemoryStream(bytes), default);
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { Attachments = [new() { UploadId = upload!.Id }] }, default);
        await world.SettleAsync(mailbox);
        var part = Assert.Single(ScriptedServer.Read(Assert.Single(world.Server.Accepted).Content).Attachments.OfType<MimeKit.MimePart>());
        using var decoded = new MemoryStream();
        part.Content!.DecodeTo(decoded);
        Assert.Equal("Angebot Größe.pdf", part.FileName);
        Assert.Equal(bytes, decoded.ToArray());
        await using var db = await world.DatabaseAsync();
        var stored = await db.Attachments.SingleAsync();
        Assert.Equal((receipt.EmailId, "Angebot Größe.pdf", "application/pdf"), (stored.EmailId, stored.FileName, stored.MimeType));

        // Until the copy in Sent is known, file and source come from the outbox.
        await using var file = await world.Get<AttachmentReading>().OpenAsync(world.Ann, stored.Id, default);
        using var read = new MemoryStream();
        await file!.Content.CopyToAsync(read, default(CancellationToken));
        Assert.Equal(bytes, read.ToArray());
        await using var source = await world.Get<AttachmentReading>().SourceAsync(world.Ann, receipt.EmailId, default);
        Assert.Equal(ScriptedServer.Read(world.Server.Sent[0]).MessageId, MimeKit.MimeMessage.Load(source!).MessageId);
    }
}

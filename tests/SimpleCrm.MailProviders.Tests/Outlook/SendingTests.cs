using MimeKit;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sandbox;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Outlook;

public class SendingTests
{
    private const string Marker = "4711";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sent_email_is_in_Sent_under_the_id_that_was_told_with_our_header_and_nobody_sees_hidden_recipients()
    {
        await using var world = await OutlookHost.StartAsync();
        var message = Message() with { Recipients = ["bob@northwind.test", "secret@mercier.example"] };

        var result = await world.Provider.SendEmailAsync(world.Connection, message, Cancellation);

        Assert.Equal(SendOutcome.Accepted, result.Outcome);
        var sent = await world.FolderAsync(FolderRole.Sent);
        var fetched = Assert.Single(await world.FetchAsync(sent.RemoteId, [result.RemoteId!]));
        Assert.Equal(Marker, fetched.Content!.OutgoingMarker);
        Assert.Equal(message.MessageId, fetched.Content.MessageId);
        Assert.Equal(["secret@mercier.example"], fetched.Content.Bcc.Select(a => a.Email));
        Assert.False(fetched.IsDraft);
        Assert.Equal([result.RemoteId!], await (await world.SessionAsync()).FindByMessageIdAsync(sent.RemoteId, message.MessageId, Marker, Cancellation));
    }

    [Fact]
    public async Task A_sent_email_is_found_by_its_first_id_and_our_header_when_the_service_rewrites_and_renames_it()
    {
        await using var world = await OutlookHost.StartAsync();
        (world.Graph.RewritesMessageIds, world.Graph.RenamesSentMessages) = (true, true);
        var message = Message();

        await world.Provider.SendEmailAsync(world.Connection, message, Cancellation);

        var sent = await world.FolderAsync(FolderRole.Sent);
        var session = await world.SessionAsync();
        Assert.Single(await session.FindByMessageIdAsync(sent.RemoteId, message.MessageId, null, Cancellation));
        Assert.Single(await session.FindByMessageIdAsync(sent.RemoteId, "other@northwind.test", Marker, Cancellation));
        Assert.Empty(await session.FindByMessageIdAsync(sent.RemoteId, "other@northwind.test", "1", Cancellation));
    }

    [Fact]
    public async Task An_email_of_eight_megabytes_is_sent_whole()
    {
        await using var world = await OutlookHost.StartAsync();
        var (large, small) = (Bytes(8_000_000), Bytes(400_000));
        var message = Message(builder =>
        {
            builder.HtmlBody = "<p>Our offer <img src=\"cid:logo\"></p>";
            builder.Attachments.Add("offer.pdf", large, new ContentType("application", "pdf"));
            builder.LinkedResources.Add("logo.png", small, new ContentType("image", "png")).ContentId = "logo";
        });

        var result = await world.Provider.SendEmailAsync(world.Connection, message, Cancellation);

        Assert.Equal(SendOutcome.Accepted, result.Outcome);
        var sent = (await world.FolderAsync(FolderRole.Sent)).RemoteId;
        var content = Assert.Single(await world.FetchAsync(sent, [result.RemoteId!])).Content!;
        Assert.Contains("Our offer", content.BodyHtml, StringComparison.Ordinal);
        Assert.Equal(Marker, content.OutgoingMarker);
        Assert.Equal("logo", content.Attachments.Single(a => a.FileName == "logo.png").ContentId);
        using var file = new MemoryStream();
        await (await world.SessionAsync()).FetchAttachmentAsync(sent, result.RemoteId!, content.Attachments.Single(a => a.FileName == "offer.pdf").PartPath, null, file, Cancellation);
        Assert.Equal(large, file.ToArray());
    }

    [Fact]
    public async Task A_lost_answer_after_the_email_left_is_known_to_be_accepted_when_it_is_found_sent()
    {
        await using var world = await OutlookHost.StartAsync();
        world.Faults.Add(new SandboxFault { PathContains = "/send", DropAfter = true });

        var result = await world.Provider.SendEmailAsync(world.Connection, Message(), Cancellation);

        Assert.Equal(SendOutcome.Accepted, result.Outcome);
        Assert.Single(world.Mailbox.Snapshot());
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_fate_unknown_and_nothing_is_sent_by_itself()
    {
        await using var world = await OutlookHost.StartAsync();
        world.Faults.Add(new SandboxFault { PathContains = "/send", DropBefore = true });

        var result = await world.Provider.SendEmailAsync(world.Connection, Message(), Cancellation);

        Assert.Equal(SendOutcome.Unknown, result.Outcome);
        Assert.DoesNotContain(world.Mailbox.Snapshot().Values, m => m.Folder == "sentitems");
    }

    [Theory]
    [InlineData("/send", 429, SendOutcome.NotSent)]
    [InlineData("/send", 503, SendOutcome.NotSent)]
    [InlineData("/send", 500, SendOutcome.NotSent)]
    [InlineData("/send", 504, SendOutcome.Unknown)]
    [InlineData("/send", 403, SendOutcome.Rejected)]
    [InlineData("/send", 400, SendOutcome.Rejected)]
    [InlineData("/messages", 503, SendOutcome.NotSent)]
    [InlineData("/messages", 413, SendOutcome.Rejected)]
    public async Task A_refusal_says_what_is_certain_and_leaves_no_draft_behind(string path, int status, SendOutcome expected)
    {
        await using var world = await OutlookHost.StartAsync();
        world.Faults.Add(new SandboxFault { Method = "POST", PathContains = path, Status = status, RetryAfter = status == 429 ? TimeSpan.FromMinutes(1) : null });

        var result = await world.Provider.SendEmailAsync(world.Connection, Message(), Cancellation);

        Assert.Equal(expected, result.Outcome);
        // While the mailbox is to be left alone, its draft cannot be removed either.
        if (status is not (504 or 429))
            Assert.Empty(world.Mailbox.Snapshot());
    }

    [Fact]
    public async Task A_draft_whose_making_was_not_answered_is_removed()
    {
        await using var world = await OutlookHost.StartAsync();
        world.Faults.Add(new SandboxFault { Method = "POST", PathContains = "/messages", DropAfter = true });

        var result = await world.Provider.SendEmailAsync(world.Connection, Message(), Cancellation);

        Assert.Equal(SendOutcome.NotSent, result.Outcome);
        Assert.Empty(world.Mailbox.Snapshot());
    }

    [Fact]
    public async Task A_draft_left_behind_is_removed_before_the_next_try_wherever_the_person_moved_it()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var world = await OutlookHost.StartAsync(time);
        world.Faults.Add(new SandboxFault { Method = "POST", PathContains = "/send", Status = 429, RetryAfter = TimeSpan.FromMinutes(1) });
        Assert.Equal(SendOutcome.NotSent, (await world.Provider.SendEmailAsync(world.Connection, Message(), Cancellation)).Outcome);
        world.Mailbox.MoveTo(Assert.Single(world.Mailbox.Snapshot()).Key, "archive");
        time.Advance(TimeSpan.FromMinutes(2));

        var result = await world.Provider.SendEmailAsync(world.Connection, Message() with { IsRepeated = true }, Cancellation);

        Assert.Equal(SendOutcome.Accepted, result.Outcome);
        Assert.Equal("sentitems", Assert.Single(world.Mailbox.Snapshot()).Value.Folder);
    }

    [Fact]
    public async Task An_upload_that_breaks_is_not_sent_and_leaves_no_draft_behind()
    {
        await using var world = await OutlookHost.StartAsync();
        world.Faults.Add(new SandboxFault { Method = "PUT", PathContains = "/upload", Status = 400, Times = 20 });

        var result = await world.Provider.SendEmailAsync(world.Connection, Message(b => b.Attachments.Add("offer.pdf", Bytes(5_000_000))), Cancellation);

        Assert.NotEqual(SendOutcome.Accepted, result.Outcome);
        Assert.NotEqual(SendOutcome.Unknown, result.Outcome);
        Assert.Empty(world.Mailbox.Snapshot());
    }

    [Fact]
    public async Task A_late_copy_in_Sent_is_no_draft_and_comes_with_the_delta()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var world = await OutlookHost.StartAsync(time);
        world.Graph.SentDelay = TimeSpan.FromSeconds(60);
        var sent = (await world.FolderAsync(FolderRole.Sent)).RemoteId;
        var session = await world.SessionAsync();
        var cursor = (await session.ListEmailsAsync(sent, Cancellation)).Cursor;

        var result = await world.Provider.SendEmailAsync(world.Connection, Message(), Cancellation);
        var early = await session.FetchChangesAsync(sent, cursor, Cancellation);
        time.Advance(TimeSpan.FromSeconds(60));
        var late = await session.FetchChangesAsync(sent, early.NextCursor!, Cancellation);

        Assert.Empty(early.Added);
        Assert.Equal([result.RemoteId!], late.Added);
    }

    private static OutgoingMessage Message(Action<BodyBuilder>? build = null)
    {
        var builder = new BodyBuilder { TextBody = "Our offer" };
        build?.Invoke(builder);
        var message = new MimeMessage { Subject = "Offer", MessageId = "offer.4711@northwind.test", Body = builder.ToMessageBody() };
        message.From.Add(new MailboxAddress("Ana Silva", "ana@northwind.test"));
        message.To.Add(new MailboxAddress("Bob", "bob@northwind.test"));
        message.Headers.Add(Mail.MimeReader.OutgoingHeader, Marker);
        using var written = new MemoryStream();
        message.WriteTo(written);
        return new OutgoingMessage(written.ToArray(), "ana@northwind.test", ["bob@northwind.test"]) { MessageId = message.MessageId!, Marker = Marker };
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}

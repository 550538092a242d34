using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Outbox;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

public sealed class SendStateTests
{
    [Fact]
    public async Task Accepted_email_is_filed_once_in_Sent_and_shown_as_sent()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        Assert.Equal(OutgoingState.Prepared, receipt.State);
        Assert.Equal(EmailStatus.Draft, (await world.EmailAsync(receipt.EmailId))!.Status);

        await world.SettleAsync(mailbox);

        var row = await world.OutgoingAsync(receipt.Id);
        Assert.Equal(OutgoingState.Filed, row.State);
        Assert.Equal("250 2.0.0 queued", row.ServerReply);
        Assert.Equal(row.MessageId, Assert.Single(world.Server.Accepted).MessageId);
        Assert.Equal(row.MessageId, ScriptedServer.Read(Assert.Single(world.Server.Sent)).MessageId);
        var email = await world.EmailAsync(receipt.EmailId);
        Assert.Equal((EmailStatus.Sent, EmailDirection.Outbound, true), (email!.Status, email.Direction, email.IsRead));
    }

    [Fact]
    public async Task Hidden_recipients_get_the_email_but_only_the_copy_in_Sent_names_them()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { Bcc = [new EmailAddress("chef@acme.example", "Chef Größe")] }, default);
        await world.SettleAsync(mailbox);
        var (_, recipients, content) = Assert.Single(world.Server.Accepted);
        Assert.Equal(["bob@customer.example", "chef@acme.example"], recipients);
        Assert.DoesNotContain("chef", System.Text.Encoding.ASCII.GetString(content), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("chef@acme.example", ScriptedServer.Read(Assert.Single(world.Server.Sent)).Bcc.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task Server_that_files_by_itself_gets_no_second_copy()
    {
        await using var world = await OutboxWorld.CreateAsync();
        world.Server.FilesSentItself = true;
        var mailbox = await world.ConnectAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.SettleAsync(mailbox);
        Assert.Equal(OutgoingState.Filed, (await world.OutgoingAsync(receipt.Id)).State);
        Assert.Single(world.Server.Sent);
        Assert.Equal(0, world.Server.Appends);
    }

    [Fact]
    public async Task Missing_Sent_folder_is_made()
    {
        await using var world = await OutboxWorld.CreateAsync();
        world.Server.HasSentFolder = false;
        var mailbox = await world.ConnectAsync();
        await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.SettleAsync(mailbox);
        Assert.True(world.Server.HasSentFolder);
        Assert.Single(world.Server.Sent);
    }

    [Fact]
    public async Task Failed_copy_is_tried_again_without_sending_again()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        world.Server.AppendFailures.Enqueue(new MailboxAccessException(MailboxProblem.ServerError, "over quota"));
        world.Server.SessionFailures.Enqueue(new MailboxAccessException(MailboxProblem.TimedOut, null));
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.RunDueAsync(mailbox);
        Assert.Equal(OutgoingState.Accepted, (await world.OutgoingAsync(receipt.Id)).State);
        Assert.Equal(EmailStatus.Sent, (await world.EmailAsync(receipt.EmailId))!.Status);

        await world.SettleAsync(mailbox);

        Assert.Equal(OutgoingState.Filed, (await world.OutgoingAsync(receipt.Id)).State);
        Assert.Single(world.Server.Accepted);
        Assert.Single(world.Server.Sent);
    }

    [Fact]
    public async Task Refusal_is_shown_on_the_email_with_the_servers_words_and_can_be_tried_again()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        world.Server.Submissions.Enqueue(_ => Task.FromResult(ScriptedServer.No("550 5.1.1 no such user")));
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.SettleAsync(mailbox);
        var row = Assert.Single(await world.Sending.ListAsync(world.Ann, default));
        Assert.Equal((OutgoingState.Rejected, "550 5.1.1 no such user"), (row.State, row.ServerReply));
        Assert.Equal(EmailStatus.Failed, (await world.EmailAsync(receipt.EmailId))!.Status);
        Assert.Empty(world.Server.Accepted);

        Assert.True(await world.Sending.RetryAsync(world.Ann, receipt.Id, default));
        await world.SettleAsync(mailbox);
        Assert.Equal(OutgoingState.Filed, (await world.OutgoingAsync(receipt.Id)).State);
        Assert.Equal(EmailStatus.Sent, (await world.EmailAsync(receipt.EmailId))!.Status);
    }

    [Fact]
    public async Task One_refused_recipient_of_two_is_named_and_the_other_got_it()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        world.Server.Submissions.Enqueue(message =>
        {
            world.Server.Accept(message);
            return Task.FromResult(ScriptedServer.Yes(("gone@customer.example", "550 gone")));
        });
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox, "bob@customer.example", "gone@customer.example"), default);
        await world.SettleAsync(mailbox);
        var row = await world.Sending.FindAsync(world.Ann, receipt.Id, default);
        Assert.Equal(OutgoingState.Filed, row!.State);
        Assert.Equal([null, "550 gone"], row.Recipients.Select(r => r.Rejection));
    }

    [Fact]
    public async Task Temporary_refusal_is_tried_again_later_with_the_same_Message_ID()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        world.Server.Submissions.Enqueue(_ => Task.FromResult(ScriptedServer.Later("451 greylisted")));
        world.Server.Submissions.Enqueue(_ => Task.FromResult(ScriptedServer.Later(null!, MailboxProblem.ConnectionRefused)));
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.RunDueAsync(mailbox);
        var waiting = await world.OutgoingAsync(receipt.Id);
        Assert.Equal((OutgoingState.Prepared, "451 greylisted", 1), (waiting.State, waiting.ServerReply, waiting.Attempts));
        Assert.True(waiting.DueAt > world.Time.GetUtcNow().UtcDateTime);

        await world.SettleAsync(mailbox);

        var row = await world.OutgoingAsync(receipt.Id);
        Assert.Equal((OutgoingState.Filed, 3), (row.State, row.Attempts));
        Assert.Equal(waiting.MessageId, Assert.Single(world.Server.Accepted).MessageId);
    }

    [Fact]
    public async Task Email_no_server_takes_is_given_up_after_a_day_and_stays_visible()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        for (var i = 0; i < 100; i++)
            world.Server.Submissions.Enqueue(_ => Task.FromResult(ScriptedServer.Later("421 busy")));
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.SettleAsync(mailbox);
        var row = await world.OutgoingAsync(receipt.Id);
        Assert.Equal(OutgoingState.Rejected, row.State);
        Assert.Contains("421 busy", row.ServerReply);
        Assert.InRange(world.Time.GetUtcNow().UtcDateTime - row.CreatedAt, TimeSpan.FromHours(24), TimeSpan.FromHours(26));
    }

    [Fact]
    public async Task Lost_answer_is_looked_for_in_Sent_and_never_sent_again_by_itself()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        world.Server.Submissions.Enqueue(message =>
        {
            world.Server.Accept(message);
            return Task.FromResult(ScriptedServer.Lost());
        });
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.SettleAsync(mailbox);
        Assert.Equal(OutgoingState.Unknown, (await world.OutgoingAsync(receipt.Id)).State);
        Assert.Equal(OutgoingState.Unknown, Assert.Single(await world.Sending.ListAsync(world.Ann, default)).State);
        Assert.True(world.Server.Searches >= 5);
        Assert.Single(world.Server.Accepted);
    }

    [Fact]
    public async Task Email_of_unknown_fate_found_in_Sent_counts_as_sent()
    {
        await using var world = await OutboxWorld.CreateAsync();
        world.Server.FilesSentItself = true;
        var mailbox = await world.ConnectAsync();
        world.Server.Submissions.Enqueue(message =>
        {
            world.Server.Accept(message);
            throw new IOException("line lost");
        });
        world.Server.SessionFailures.Enqueue(new MailboxAccessException(MailboxProblem.TimedOut, null));
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.SettleAsync(mailbox);
        Assert.Equal(OutgoingState.Filed, (await world.OutgoingAsync(receipt.Id)).State);
        Assert.Single(world.Server.Sent);
    }

    [Fact]
    public async Task Person_can_send_an_email_of_unknown_fate_again()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        world.Server.Submissions.Enqueue(_ => Task.FromResult(ScriptedServer.Lost()));
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.SettleAsync(mailbox);
        Assert.Empty(world.Server.Accepted);
        Assert.True(await world.Sending.RetryAsync(world.Ann, receipt.Id, default));
        await world.SettleAsync(mailbox);
        Assert.Equal(OutgoingState.Filed, (await world.OutgoingAsync(receipt.Id)).State);
        Assert.Single(world.Server.Accepted);
    }

    [Fact]
    public async Task Person_can_say_that_an_email_of_unknown_fate_was_sent()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        world.Server.Submissions.Enqueue(_ => Task.FromResult(ScriptedServer.Lost()));
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.SettleAsync(mailbox);
        Assert.True(await world.Sending.MarkSentAsync(world.Ann, receipt.Id, default));
        await world.SettleAsync(mailbox);
        Assert.Equal(OutgoingState.Filed, (await world.OutgoingAsync(receipt.Id)).State);
        Assert.Single(world.Server.Sent);
        Assert.Empty(world.Server.Accepted);
        Assert.False(await world.Sending.MarkSentAsync(world.Ann, receipt.Id, default));
        Assert.False(await world.Sending.RetryAsync(world.Ann, receipt.Id, default));
    }

    [Fact]
    public async Task Email_taken_back_in_time_is_never_sent_and_leaves_its_thread()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { UndoWindow = TimeSpan.FromSeconds(10) }, default);
        await world.RunDueAsync(mailbox);
        Assert.Empty(world.Server.Accepted);
        Assert.True(await world.Sending.CancelAsync(world.Ann, receipt.Id, default));
        Assert.False(await world.Sending.CancelAsync(world.Ann, receipt.Id, default));
        await world.SettleAsync(mailbox);
        Assert.Empty(world.Server.Accepted);
        Assert.Null(await world.EmailAsync(receipt.EmailId));
        await using var db = await world.DatabaseAsync();
        Assert.False(await db.Threads.AnyAsync() || await db.EmailBodies.AnyAsync() || await db.OutgoingContents.AnyAsync());
    }

    [Fact]
    public async Task Email_that_is_sent_cannot_be_taken_back()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.RunDueAsync(mailbox);
        Assert.False(await world.Sending.CancelAsync(world.Ann, receipt.Id, default));
        Assert.NotNull(await world.EmailAsync(receipt.EmailId));
    }

    [Fact]
    public async Task Scheduled_email_waits_for_its_time_and_then_takes_its_place_in_the_thread()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var at = world.Time.GetUtcNow().AddDays(2);
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { SendAt = at }, default);
        world.Time.Advance(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        await world.RunDueAsync(mailbox);
        Assert.Empty(world.Server.Accepted);
        Assert.Equal(receipt.State, (await world.OutgoingAsync(receipt.Id)).State);
        world.Time.Advance(TimeSpan.FromSeconds(1));
        await world.SettleAsync(mailbox);
        Assert.Equal(at, ScriptedServer.Read(Assert.Single(world.Server.Accepted).Content).Date);
        await using var db = await world.DatabaseAsync();
        Assert.Equal(at.UtcDateTime, await db.Threads.Select(t => t.LastAt).SingleAsync());
    }

    [Fact]
    public async Task Copy_met_by_the_sync_files_the_email()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        world.Server.Submissions.Enqueue(_ => Task.FromResult(ScriptedServer.Lost()));
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.RunDueAsync(mailbox);
        await world.PlaceAsync(mailbox, receipt.EmailId, FolderRole.Sent);
        await world.SettleAsync(mailbox);
        Assert.Equal(OutgoingState.Filed, (await world.OutgoingAsync(receipt.Id)).State);
        Assert.Empty(world.Server.Sent);
    }

    [Fact]
    public async Task Copy_to_oneself_proves_that_an_email_of_unknown_fate_was_sent()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        world.Server.Submissions.Enqueue(_ => Task.FromResult(ScriptedServer.Lost()));
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.RunDueAsync(mailbox);
        await world.PlaceAsync(mailbox, receipt.EmailId, FolderRole.Inbox);
        await world.SettleAsync(mailbox);
        Assert.Equal(OutgoingState.Filed, (await world.OutgoingAsync(receipt.Id)).State);
        Assert.Single(world.Server.Sent);
        Assert.Empty(world.Server.Accepted);
    }

    [Fact]
    public async Task Message_is_dropped_a_day_after_its_copy_was_seen_at_the_server()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.SettleAsync(mailbox);
        world.Time.Advance(TimeSpan.FromDays(2));
        await world.Steps.TidyAsync(default);
        Assert.NotNull(await world.Get<OutgoingContents>().OpenAsync(receipt.Id, default));
        await world.PlaceAsync(mailbox, receipt.EmailId, FolderRole.Sent);
        world.Time.Advance(TimeSpan.FromHours(7));
        await world.Steps.TidyAsync(default);
        Assert.Null(await world.Get<OutgoingContents>().OpenAsync(receipt.Id, default));
    }

    [Fact]
    public async Task Large_message_is_kept_in_a_file_leaves_with_the_time_at_which_it_leaves_and_takes_its_file_along_when_it_goes()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var content = new byte[3_000_000];
        new Random(3).NextBytes(content);
        var upload = await world.Get<AttachmentUploads>().StoreAsync(world.Ann, "plan.bin", null, new MemoryStream(content), default);
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with
        {
            Attachments = [new() { UploadId = upload!.Id }],
            Bcc = [new EmailAddress("chef@acme.example", "")],
            SendAt = world.Time.GetUtcNow().AddHours(1),
        }, default);
        Assert.Empty(receipt.Errors);
        var file = Path.Combine(world.Folder, "outgoing", receipt.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(new FileInfo(file).Length, 4_000_000, 4_300_000);
        Assert.DoesNotContain("Subject", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);

        world.Time.Advance(TimeSpan.FromHours(3));
        await world.SettleAsync(mailbox);
        var row = await world.OutgoingAsync(receipt.Id);
        Assert.Equal((OutgoingState.Filed, "250 2.0.0 queued"), (row.State, row.ServerReply));
        var sent = ScriptedServer.Read(Assert.Single(world.Server.Accepted).Content);
        Assert.Equal(world.Time.GetUtcNow().UtcDateTime, sent.Date.UtcDateTime, TimeSpan.FromMinutes(2));
        Assert.Equal(content, Decoded(Assert.Single(sent.Attachments)));
        var copy = ScriptedServer.Read(Assert.Single(world.Server.Sent));
        Assert.Equal(content, Decoded(Assert.Single(copy.Attachments)));
        Assert.Equal("chef@acme.example", copy.Bcc.Mailboxes.Single().Address);

        File.SetLastWriteTimeUtc(file, world.Time.GetUtcNow().UtcDateTime);
        world.Time.Advance(TimeSpan.FromHours(12));
        await world.Steps.TidyAsync(default);
        Assert.True(File.Exists(file));
        await world.PlaceAsync(mailbox, receipt.EmailId, FolderRole.Sent);
        world.Time.Advance(TimeSpan.FromDays(2));
        await world.Steps.TidyAsync(default);
        Assert.False(File.Exists(file));

        static byte[] Decoded(MimeKit.MimeEntity part)
        {
            using var decoded = new MemoryStream();
            ((MimeKit.MimePart)part).Content!.DecodeTo(decoded);
            return decoded.ToArray();
        }
    }

    [Fact]
    public async Task Message_too_large_for_the_server_leaves_no_file()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        await using (var db = await world.DatabaseAsync())
            await db.Mailboxes.Where(m => m.Id == mailbox).ExecuteUpdateAsync(s => s.SetProperty(m => m.SizeLimit, 1_000_000));
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { Attachments = [new() { FileName = "a.bin", Content = new byte[2_000_000] }] }, default);
        Assert.Contains("attachments", receipt.Errors.Keys);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(world.Folder, "outgoing")));
    }
}

using System.Text;
using MailKit;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using SimpleCrm.Access;
using SimpleCrm.Mail;
using SimpleCrm.MailProviders.Tests.Imap;
using SimpleCrm.MailProviders.Tests.Servers;
using SimpleCrm.Outbox;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Postfix;
using SimpleCrm.TestServers.Processes;
using SimpleCrm.TestServers.Smtp;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Sending;

public sealed class SendingTests(SharedDovecot shared, SendingHost product) : IClassFixture<SendingHost>
{
    private DovecotServer Dovecot => shared.Server;

    [Fact]
    public async Task Reply_reaches_the_customer_and_lies_once_in_Sent_and_once_in_its_conversation()
    {
        await using var postfix = await PostfixServer.StartAsync(Dovecot);
        var (ann, bob) = (await UserAsync("ann"), await UserAsync("bob", "mercier.example"));
        await Dovecot.DeliverAsync(ann, Encoding.UTF8.GetBytes(
            $"From: Bob <{bob.Address}>\r\nTo: {ann.Address}\r\nSubject: Price?\r\nMessage-ID: <q@mercier.example>\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\n\r\nHow much?\r\n"), bob.Address);
        var mailbox = await product.ConnectAsync(product.Ann, Dovecot, postfix.SubmissionPort, ann);
        await product.UntilAsync(db => db.Emails.AnyAsync(e => e.MailboxId == mailbox && e.Subject == "Price?"), "The question does not arrive.");
        await using var before = await product.DatabaseAsync();
        var question = await before.Emails.SingleAsync(e => e.MailboxId == mailbox);
        var start = (await product.Get<ReplyStart>().ForAsync(product.Ann, question.Id, ComposeMode.Reply, default))!;
        var receipt = await product.Sending.SendAsync(product.Ann, new SendRequest
        {
            MailboxId = start.MailboxId,
            To = start.To,
            Bcc = [new EmailAddress(ann.Address, "")],
            Subject = start.Subject,
            BodyHtml = "<p>Zehn Euro – größer geht's nicht.</p>",
            InReplyTo = start.InReplyTo,
            Mode = start.Mode,
            IncludeQuote = true,
        }, default);
        Assert.Empty(receipt.Errors);

        await product.ReachAsync(receipt.Id, OutgoingState.Filed);
        var delivered = await OnlyAsync(bob, "INBOX");
        Assert.Equal("Re: Price?", delivered.Subject);
        Assert.Equal("q@mercier.example", delivered.InReplyTo);
        Assert.Equal("Ann Ähnlich", delivered.From.Mailboxes.Single().Name);
        Assert.StartsWith("Zehn Euro – größer geht's nicht.", delivered.TextBody);
        Assert.Contains("> How much?", delivered.TextBody);
        Assert.Empty(delivered.Bcc);
        var copy = await OnlyAsync(ann, "Sent");
        Assert.Equal(delivered.MessageId, copy.MessageId);
        Assert.Equal(ann.Address, copy.Bcc.Mailboxes.Single().Address);

        // The copy for oneself and the one in Sent are one email in two places.
        await product.UntilAsync(async db => await db.Folders.CountAsync(f => (f.Role == FolderRole.Sent || f.Role == FolderRole.Inbox)
            && db.Placements.Any(p => p.EmailId == receipt.EmailId && p.FolderId == f.Id)) == 2, "The copies are not recognised.");
        await using var db = await product.DatabaseAsync();
        Assert.Equal(2, await db.Emails.CountAsync(e => e.MailboxId == mailbox));
        Assert.Equal(question.ThreadId, receipt.ThreadId);
        Assert.Equal(1, await db.Threads.CountAsync(t => t.MailboxId == mailbox));
    }

    [Fact]
    public async Task Refused_recipients_are_named_with_the_servers_words()
    {
        await using var postfix = await PostfixServer.StartAsync(Dovecot);
        var (ann, bob) = (await UserAsync("ann"), await UserAsync("bob", "mercier.example"));
        var mailbox = await product.ConnectAsync(product.Ann, Dovecot, postfix.SubmissionPort, ann);
        postfix.RefuseRecipient("nobody@mercier.example", "550 5.1.1 nobody of that name");
        var all = await SendAsync(mailbox, "nobody@mercier.example");
        var some = await SendAsync(mailbox, "nobody@mercier.example", bob.Address);
        Assert.Contains("nobody of that name", (await product.ReachAsync(all, OutgoingState.Rejected)).ServerReply);
        var row = await product.ReachAsync(some, OutgoingState.Filed);
        Assert.Contains("nobody of that name", row.Recipients.Single(r => r.Address == "nobody@mercier.example").Rejection);
        Assert.Null(row.Recipients.Single(r => r.Address == bob.Address).Rejection);
        await OnlyAsync(bob, "INBOX");
    }

    [Fact]
    public async Task Greylisted_email_waits_with_the_reason_and_goes_with_the_same_Message_ID()
    {
        await using var smtp = new ScriptedSmtpServer();
        var ann = await UserAsync("ann");
        var mailbox = await product.ConnectAsync(product.Ann, Dovecot, smtp.Port, ann);
        smtp.On(SmtpStep.RcptTo, SmtpReaction.Refuse("451 4.7.1 try again later"));
        var id = await SendAsync(mailbox, "bob@customer.example");
        await product.UntilAsync(db => db.OutgoingEmails.AnyAsync(o => o.Id == id && o.State == OutgoingState.Prepared && o.Attempts == 1 && o.ServerReply != null), "No first try.");
        Assert.Contains("try again later", (await product.Sending.FindAsync(product.Ann, id, default))!.ServerReply);
        Assert.Empty(smtp.Ledger);
        Assert.True(await product.Sending.RetryAsync(product.Ann, id, default));
        await product.ReachAsync(id, OutgoingState.Filed);
        Assert.Equal((await OnlyAsync(ann, "Sent")).MessageId, Assert.Single(smtp.Ledger).MessageId);
    }

    [Fact]
    public async Task Answer_lost_after_the_final_dot_is_shown_as_unknown_and_nothing_goes_twice()
    {
        await using var smtp = new ScriptedSmtpServer();
        var mailbox = await product.ConnectAsync(product.Ann, Dovecot, smtp.Port, await UserAsync("ann"));
        smtp.On(SmtpStep.FinalDot, SmtpReaction.AcceptAndDrop);
        var lost = await SendAsync(mailbox, "bob@customer.example");
        await product.ReachAsync(lost, OutgoingState.Unknown);
        // The next email of the mailbox is not held up by it.
        var next = await SendAsync(mailbox, "bob@customer.example");
        await product.ReachAsync(next, OutgoingState.Filed);
        Assert.Equal(2, smtp.Ledger.Count);
        Assert.Equal(2, smtp.Ledger.Select(e => e.MessageId).Distinct().Count());
        Assert.Equal(OutgoingState.Unknown, (await product.Sending.FindAsync(product.Ann, lost, default))!.State);
        Assert.True(await product.Sending.MarkSentAsync(product.Ann, lost, default));
        await product.ReachAsync(lost, OutgoingState.Filed);
        Assert.Equal(2, smtp.Ledger.Count);
    }

    [Fact]
    public async Task Line_dropped_before_the_final_dot_is_certainly_not_sent_and_tried_again()
    {
        await using var smtp = new ScriptedSmtpServer();
        var mailbox = await product.ConnectAsync(product.Ann, Dovecot, smtp.Port, await UserAsync("ann"));
        smtp.On(SmtpStep.Data, SmtpReaction.Drop);
        var id = await SendAsync(mailbox, "bob@customer.example");
        await product.UntilAsync(db => db.OutgoingEmails.AnyAsync(o => o.Id == id && o.State == OutgoingState.Prepared && o.Attempts == 1 && o.ServerReply != null), "No first try.");
        await product.Sending.RetryAsync(product.Ann, id, default);
        await product.ReachAsync(id, OutgoingState.Filed);
        Assert.Single(smtp.Ledger);
    }

    [Fact]
    public async Task On_the_wire_lines_are_whole_dots_are_kept_and_no_second_message_hides()
    {
        await using var smtp = new ScriptedSmtpServer();
        var mailbox = await product.ConnectAsync(product.Ann, Dovecot, smtp.Port, await UserAsync("ann"));
        const string text = "first\r\n.\r\nMAIL FROM:<eve@evil.example>\r.\r\n.\n..two dots\nGrüße 🎉\n";
        var receipt = await product.Sending.SendAsync(product.Ann, new SendRequest
        {
            MailboxId = mailbox,
            To = [new EmailAddress("bob@größe.example", "Bob „der Große“")],
            Bcc = [new EmailAddress("secret@customer.example", "")],
            Subject = "Grüße, größte",
            BodyText = text,
            Attachments = [new SendAttachment { FileName = "ü.txt", Content = "a\n.\nb\r\n.\r\nc"u8.ToArray() }],
        }, default);
        Assert.Empty(receipt.Errors);
        await product.ReachAsync(receipt.Id, OutgoingState.Filed);
        var email = Assert.Single(smtp.Ledger);
        Assert.Equal(["bob@xn--gre-6ka8i.example", "secret@customer.example"], email.Recipients);
        var raw = Encoding.Latin1.GetString(email.Raw);
        Assert.DoesNotContain("secret@", raw);
        Assert.DoesNotMatch(@"[^\r]\n|\r[^\n]", raw);
        Assert.All(raw, c => Assert.True(c < 127));
        Assert.Equal(text.Replace("\r\n", "\n").Replace('\r', '\n').TrimEnd(), email.Message.TextBody!.Replace("\r\n", "\n").TrimEnd());
        Assert.Equal("Grüße, größte", email.Message.Subject);
        using var file = new MemoryStream();
        Assert.IsType<MimePart>(Assert.Single(email.Message.Attachments), exactMatch: false).Content!.DecodeTo(file);
        Assert.Equal("a\n.\nb\r\n.\r\nc"u8.ToArray(), file.ToArray());
    }

    [Fact]
    public async Task Report_that_Postfix_sends_back_marks_the_recipient_it_names()
    {
        await using var postfix = await PostfixServer.StartAsync(Dovecot);
        var (ann, bob) = (await UserAsync("ann"), await UserAsync("bob", "mercier.example"));
        var mailbox = await product.ConnectAsync(product.Ann, Dovecot, postfix.SubmissionPort, ann);
        var id = await SendAsync(mailbox, bob.Address, "nobody-of-this-name@mercier.example");
        await product.UntilAsync(async db => (await db.OutgoingEmails.SingleAsync(o => o.Id == id)).RecipientsJson.Contains("DeliveryStatus\":\"5.", StringComparison.Ordinal), "No report is read.");
        var row = (await product.Sending.FindAsync(product.Ann, id, default))!;
        var failed = row.Recipients.Single(r => r.Address.StartsWith("nobody", StringComparison.Ordinal));
        Assert.Equal(DeliveryOutcome.Failed, failed.Delivery);
        Assert.NotEqual("", failed.DeliveryWords);
        Assert.Null(row.Recipients.Single(r => r.Address == bob.Address).Delivery);
    }

    [Fact]
    public async Task Two_people_see_only_their_own_sending()
    {
        await using var smtp = new ScriptedSmtpServer();
        var bob = new Viewer(RowId.Next(), Role.Admin, "UTC");
        await product.AddUserAsync(bob);
        var mailbox = await product.ConnectAsync(product.Ann, Dovecot, smtp.Port, await UserAsync("ann"));
        smtp.On(SmtpStep.FinalDot, SmtpReaction.Refuse("554 5.7.1 spam"));
        var id = await SendAsync(mailbox, "carl@customer.example");
        await product.ReachAsync(id, OutgoingState.Rejected);
        Assert.Empty(await product.Sending.ListAsync(bob, default));
        Assert.Null(await product.Sending.FindAsync(bob, id, default));
        Assert.False(await product.Sending.RetryAsync(bob, id, default));
    }

    // Dovecot looks at its list of users at most once a second.
    private async Task<DovecotUser> UserAsync(string name, string domain = "northwind.test")
    {
        var user = Dovecot.AddUser(name, domain);
        await Until.TrueAsync(async () =>
        {
            try
            {
                await Dovecot.DoveadmAsync("user", user.Address);
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }, TimeSpan.FromSeconds(10), () => "Dovecot does not come to know the new user.");
        return user;
    }

    private async Task<long> SendAsync(long mailbox, params string[] recipients)
    {
        var receipt = await product.Sending.SendAsync(product.Ann, new SendRequest
        {
            MailboxId = mailbox,
            To = [.. recipients.Select(r => new EmailAddress(r, ""))],
            Subject = "Offer",
            BodyText = "Here it is.",
        }, default);
        Assert.Empty(receipt.Errors);
        return receipt.Id;
    }

    private async Task<MimeMessage> OnlyAsync(DovecotUser user, string folder)
    {
        using var imap = await Dovecot.LoginAsync(user);
        var opened = await imap.GetFolderAsync(folder);
        await opened.OpenAsync(FolderAccess.ReadOnly);
        await Until.TrueAsync(async () =>
        {
            await imap.NoOpAsync();
            return opened.Count > 0;
        }, TimeSpan.FromSeconds(30), () => $"{folder} stays empty.");
        Assert.Equal(1, opened.Count);
        return await opened.GetMessageAsync(0);
    }
}

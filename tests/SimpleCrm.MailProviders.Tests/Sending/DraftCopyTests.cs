using System.Text;
using Microsoft.EntityFrameworkCore;
using MailKit;
using MimeKit;
using SimpleCrm.Mail;
using SimpleCrm.MailProviders.Tests.Imap;
using SimpleCrm.MailProviders.Tests.Servers;
using SimpleCrm.Outbox;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Smtp;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Sending;

/// <summary>Drafts in the Drafts folder of a real server.</summary>
public sealed class DraftCopyTests(SharedDovecot shared, SendingHost product) : IClassFixture<SendingHost>
{
    private DovecotServer Dovecot => shared.Server;

    [Fact]
    public async Task Draft_is_one_message_in_Drafts_through_saves_and_gone_once_sent()
    {
        await using var smtp = new ScriptedSmtpServer();
        var ann = Dovecot.AddUser("ann");
        var mailbox = await product.ConnectAsync(product.Ann, Dovecot, smtp.Port, ann);
        var id = Guid.NewGuid();
        var drafts = product.Get<Drafts>();
        for (var revision = 0; revision < 3; revision++)
        {
            var saved = await drafts.SaveAsync(product.Ann, id, revision, mailbox, Content($"text {revision + 1}"), default);
            Assert.Equal(revision + 1, saved.Current!.Revision);
            await FileAsync(id);
            Assert.Equal($"text {revision + 1}", (await DraftsAsync(ann)).Single().TextBody?.Trim());
        }
        // The sync meets the copy: opened from the folder it is the same draft.
        await product.UntilAsync(db => db.Emails.AnyAsync(e => e.MailboxId == mailbox && e.Status == EmailStatus.Draft
            && db.Placements.Any(p => p.EmailId == e.Id && db.Drafts.Any(d => d.RemoteId == p.RemoteId))), "The copy is not synced.");
        await using (var db = await product.DatabaseAsync())
        {
            var email = await db.Emails.Where(e => e.MailboxId == mailbox && e.Status == EmailStatus.Draft && db.Placements.Any(p => p.EmailId == e.Id && db.Drafts.Any(d => d.RemoteId == p.RemoteId))).SingleAsync();
            Assert.Equal(id.ToString("D"), (await drafts.OpenAsync(product.Ann, email.Id, default))!.Id);
        }
        var receipt = await product.Get<DraftSending>().SendAsync(product.Ann, id, new DraftSendOrder { Revision = 3, UndoSeconds = 0 }, default);
        await product.ReachAsync(receipt!.Id, OutgoingState.Filed);
        Assert.Equal("text 3", Assert.Single(smtp.Ledger).Message.TextBody?.Trim());
        await product.UntilAsync(db => db.Drafts.AnyAsync(d => d.State == DraftState.Sent && d.OutgoingId == receipt.Id && d.RemoteId == null), "The copy is not removed.");
        Assert.Empty(await DraftsAsync(ann));
    }

    [Fact]
    public async Task Draft_changed_by_another_program_stays_beside_ours_and_one_of_its_own_is_continued_here()
    {
        await using var smtp = new ScriptedSmtpServer();
        var ann = Dovecot.AddUser("ann");
        var mailbox = await product.ConnectAsync(product.Ann, Dovecot, smtp.Port, ann);
        var id = Guid.NewGuid();
        var drafts = product.Get<Drafts>();
        await drafts.SaveAsync(product.Ann, id, 0, mailbox, Content("ours"), default);
        await FileAsync(id);
        // As other programs do: the new text is appended, the old message expunged.
        using (var client = await Dovecot.LoginAsync(ann))
        {
            var folder = await client.GetFolderAsync("Drafts");
            await folder.OpenAsync(FolderAccess.ReadWrite);
            await folder.AddFlagsAsync(UniqueIdRange.All, MessageFlags.Deleted, silent: true);
            await folder.ExpungeAsync();
            using var theirs = new MimeMessage { MessageId = "theirs@phone.example", Subject = "Offer", Body = new TextPart("plain") { Text = "theirs" } };
            theirs.To.Add(MailboxAddress.Parse("bob@customer.example"));
            await folder.AppendAsync(new AppendRequest(theirs, MessageFlags.Draft | MessageFlags.Seen));
        }
        await drafts.SaveAsync(product.Ann, id, 1, mailbox, Content("ours, longer"), default);
        await FileAsync(id);
        Assert.Equal(["ours, longer", "theirs"], (await DraftsAsync(ann)).Select(d => d.TextBody?.Trim()).Order());

        await product.UntilAsync(db => db.Emails.AnyAsync(e => e.MailboxId == mailbox && e.MessageId == "theirs@phone.example"), "Their draft is not synced.");
        await using var db = await product.DatabaseAsync();
        var email = await db.Emails.SingleAsync(e => e.MailboxId == mailbox && e.MessageId == "theirs@phone.example");
        var opened = (await drafts.OpenAsync(product.Ann, email.Id, default))!;
        Assert.Equal(("theirs", "bob@customer.example"), (opened.Content.Text.Trim(), opened.Content.To.Single().Email));
        var theirId = Guid.Parse(opened.Id);
        await drafts.SaveAsync(product.Ann, theirId, 1, mailbox, opened.Content with { Text = "continued" }, default);
        await FileAsync(theirId);
        Assert.Equal(["continued", "ours, longer"], (await DraftsAsync(ann)).Select(d => d.TextBody?.Trim()).Order());
        await drafts.DiscardAsync(product.Ann, id, default);
        await drafts.DiscardAsync(product.Ann, theirId, default);
        await FileAsync(id);
        await FileAsync(theirId);
        Assert.Empty(await DraftsAsync(ann));
    }

    private static DraftContent Content(string text) => new() { To = [new EmailAddress("bob@customer.example", "Bob")], Subject = "Offer", Text = text };

    // The pause after writing is over.
    private async Task FileAsync(Guid id)
    {
        var key = id.ToString("D");
        await using (var db = await product.DatabaseAsync())
            await db.Drafts.Where(d => d.Key == key && d.FileAt != DateTime.MaxValue).ExecuteUpdateAsync(s => s.SetProperty(d => d.FileAt, DateTime.UnixEpoch));
        product.Get<DraftSignal>().Raise();
        await product.UntilAsync(db => db.Drafts.AnyAsync(d => d.Key == key && d.FileAt == DateTime.MaxValue), "The draft is not filed.");
    }

    private async Task<IReadOnlyList<MimeMessage>> DraftsAsync(DovecotUser user)
    {
        using var client = await Dovecot.LoginAsync(user);
        var folder = await client.GetFolderAsync("Drafts");
        await folder.OpenAsync(FolderAccess.ReadOnly);
        var found = new List<MimeMessage>();
        for (var index = 0; index < folder.Count; index++)
            found.Add(await folder.GetMessageAsync(index));
        return found;
    }
}

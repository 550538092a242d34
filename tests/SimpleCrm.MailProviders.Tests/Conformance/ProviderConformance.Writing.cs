using System.Text;
using MimeKit;
using SimpleCrm.Mail;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Conformance;

public abstract partial class ProviderConformance
{
    [Fact]
    public async Task Flags_set_here_are_true_there()
    {
        var id = await DeliverAsync("Flagged here");
        var (folder, listing) = await ListInboxAsync();
        var session = await SessionAsync();
        string[] remote = [listing.Emails[0].RemoteId];
        await session.SetFlagsAsync(folder, remote, read: true, starred: null, Token);
        await session.SetFlagsAsync(folder, remote, read: null, starred: true, Token);
        Assert.Equal([new ServerEmail(id, true, true)], await World.EmailsAtServerAsync(FolderRole.Inbox));
        var found = Assert.Single(await session.FindAsync(folder, remote, Token));
        Assert.Equal((true, true), (found.IsRead, found.IsStarred));
        await session.SetFlagsAsync(folder, remote, read: false, starred: false, Token);
        Assert.Equal([new ServerEmail(id, false, false)], await World.EmailsAtServerAsync(FolderRole.Inbox));
    }

    [Fact]
    public async Task Flags_of_many_emails_are_set_and_those_that_are_gone_ignored()
    {
        var sent = new List<string>();
        for (var i = 0; i < 25; i++)
            sent.Add(await DeliverAsync($"Email {i}"));
        var (folder, listing) = await ListInboxAsync();
        await World.DeleteElsewhereAsync(sent[3]);
        await (await SessionAsync()).SetFlagsAsync(folder, [.. listing.Emails.Select(e => e.RemoteId)], read: true, starred: null, Token);
        var there = await World.EmailsAtServerAsync(FolderRole.Inbox);
        Assert.Equal(24, there.Count);
        Assert.All(there, e => Assert.True(e.IsRead));
    }

    [Theory]
    [InlineData(FolderRole.Trash)]
    [InlineData(FolderRole.Junk)]
    public async Task Email_moved_here_is_there_and_comes_back(FolderRole role)
    {
        var id = await DeliverAsync("Moved here");
        var stays = await DeliverAsync("Stays");
        var (inbox, listing) = await ListInboxAsync();
        var remote = (await RemoteIdsAsync(inbox, listing))[id];
        var session = await SessionAsync();
        var target = await FolderAsync(role);
        var moved = await session.MoveAsync(inbox, [remote], target, Token);
        Assert.Equal([id], (await World.EmailsAtServerAsync(role)).Select(e => e.MessageId));
        Assert.Equal([stays], (await World.EmailsAtServerAsync(FolderRole.Inbox)).Select(e => e.MessageId));
        Assert.Empty(await session.FindAsync(inbox, [remote], Token));
        if (World.Traits.HasStableIds)
            Assert.Equal(remote, moved[remote]);

        await session.MoveAsync(target, [moved[remote]], inbox, Token);
        Assert.Empty(await World.EmailsAtServerAsync(role));
        Assert.Equal([id, stays], (await World.EmailsAtServerAsync(FolderRole.Inbox)).Select(e => e.MessageId).Order(StringComparer.Ordinal).OrderBy(e => e != id));
    }

    [Fact]
    public async Task Archived_email_leaves_the_inbox_and_is_kept()
    {
        var id = await DeliverAsync("Archived");
        var (inbox, listing) = await ListInboxAsync();
        var session = await SessionAsync();
        var archive = (await session.ListFoldersAsync(Token)).Folders.First(f => f.Role is FolderRole.Archive or FolderRole.All);
        var moved = await session.MoveAsync(inbox, [listing.Emails[0].RemoteId], archive.RemoteId, Token);
        Assert.Empty(await World.EmailsAtServerAsync(FolderRole.Inbox));
        Assert.Equal(id, Assert.Single(await FetchAsync(archive.RemoteId, moved[listing.Emails[0].RemoteId])).Content?.MessageId);
    }

    [Fact]
    public async Task Only_what_is_deleted_for_good_goes()
    {
        var id = await DeliverAsync("To be deleted");
        var kept = await DeliverAsync("Thrown away and kept");
        await World.MoveElsewhereAsync(id, FolderRole.Trash);
        await World.MoveElsewhereAsync(kept, FolderRole.Trash);
        var session = await SessionAsync();
        var trash = await FolderAsync(FolderRole.Trash);
        var listing = await session.ListEmailsAsync(trash, Token);
        await session.DeleteAsync(trash, [(await RemoteIdsAsync(trash, listing))[id]], Token);
        Assert.Equal([kept], (await World.EmailsAtServerAsync(FolderRole.Trash)).Select(e => e.MessageId));
        // A second time is no error.
        await session.DeleteAsync(trash, [listing.Emails[0].RemoteId, listing.Emails[1].RemoteId], Token);
        Assert.Empty(await World.EmailsAtServerAsync(FolderRole.Trash));
    }

    [Fact]
    public async Task Folder_is_made_and_made_again_without_harm()
    {
        var session = await SessionAsync();
        var made = await session.CreateFolderAsync("Tenders", FolderRole.None, Token);
        Assert.Equal(made.RemoteId, (await session.CreateFolderAsync("Tenders", FolderRole.None, Token)).RemoteId);
        Assert.Contains((await session.ListFoldersAsync(Token)).Folders, f => f.RemoteId == made.RemoteId && f.Name == "Tenders");
        var id = await DeliverAsync("For the new folder");
        var (inbox, listing) = await ListInboxAsync();
        await session.MoveAsync(inbox, [listing.Emails[0].RemoteId], made.RemoteId, Token);
        var inside = await session.ListEmailsAsync(made.RemoteId, Token);
        Assert.Equal(id, Assert.Single(await FetchAsync(made.RemoteId, [.. inside.Emails.Select(e => e.RemoteId)])).Content?.MessageId);
    }

    [Fact]
    public async Task Draft_is_stored_replaced_and_removed()
    {
        var session = await SessionAsync();
        var drafts = await FolderAsync(FolderRole.Drafts);
        var first = await session.SaveDraftAsync(null, TestEmails.Simple("Draft one", "draft@northwind.test"), Token);
        var second = await session.SaveDraftAsync(first, TestEmails.Simple("Draft two", "draft@northwind.test"), Token);
        var listing = await session.ListEmailsAsync(drafts, Token);
        Assert.Equal([second], listing.Emails.Select(e => e.RemoteId));
        var stored = Assert.Single(await FetchAsync(drafts, second));
        Assert.Equal(("Draft two", true), (stored.Content!.Subject, stored.IsDraft));
        await session.DeleteDraftAsync(second, Token);
        await session.DeleteDraftAsync(second, Token);
        Assert.Empty((await session.ListEmailsAsync(drafts, Token)).Emails);
        // One that was removed elsewhere is stored as a new one.
        Assert.NotEmpty(await session.SaveDraftAsync(second, TestEmails.Simple("Draft three"), Token));
        Assert.Single((await session.ListEmailsAsync(drafts, Token)).Emails);
    }

    [Fact]
    public async Task Sent_email_reaches_every_recipient_once_and_is_found_in_sent()
    {
        var message = Outgoing("Our offer", ["bob@mercier.example", "hidden@mercier.example"]);
        var result = await World.Provider.SendEmailAsync(World.Connection, message, Token);
        Assert.Equal(SendOutcome.Accepted, result.Outcome);
        await TestServers.Processes.Until.TrueAsync(() => Task.FromResult(World.PassedOn().Count > 0), TimeSpan.FromSeconds(10), () => "nothing was passed on", Token);
        using var arrived = MimeMessage.Load(new MemoryStream(Assert.Single(World.PassedOn())));
        Assert.Equal("Our offer", arrived.Subject);
        Assert.Empty(arrived.Bcc);
        Assert.DoesNotContain("hidden@", Encoding.Latin1.GetString(World.PassedOn()[0]), StringComparison.OrdinalIgnoreCase);

        var session = await SessionAsync();
        var sent = await FolderAsync(FolderRole.Sent);
        Assert.Equal(World.Traits.FilesSentItself, session.FilesSentItself);
        var filed = World.Traits.FilesSentItself ? null : await session.AppendAsync(sent, message.Content, DateTimeOffset.UnixEpoch.AddDays(20_000), Token);
        await TestServers.Processes.Until.TrueAsync(async () => (await session.FindByMessageIdAsync(sent, message.MessageId, message.Marker, Token)).Count > 0, TimeSpan.FromSeconds(10), () => "not in Sent", Token);
        var found = Assert.Single(await session.FindByMessageIdAsync(sent, message.MessageId, message.Marker, Token));
        Assert.Equal(filed ?? result.RemoteId ?? found, found);
        Assert.True(Assert.Single(await session.FindAsync(sent, [found], Token)).IsRead);
        Assert.Empty(await session.FindByMessageIdAsync(sent, "nobody@nowhere.example", null, Token));
    }

    [Fact]
    public async Task Large_message_is_sent_and_kept_as_a_draft_whole()
    {
        var (email, file) = TestEmails.WithFile(5_000_000);
        var marked = (byte[])[.. Encoding.ASCII.GetBytes($"{Mail.MimeReader.OutgoingHeader}: large\r\n"), .. email];
        var message = new OutgoingMessage(marked, World.Connection.Address, ["bob@mercier.example"]) { MessageId = "large@northwind.test", Marker = "large" };
        Assert.Equal(SendOutcome.Accepted, (await World.Provider.SendEmailAsync(World.Connection, message, Token)).Outcome);
        await TestServers.Processes.Until.TrueAsync(() => Task.FromResult(World.PassedOn().Count > 0), TimeSpan.FromSeconds(20), () => "nothing was passed on", Token);
        using var arrived = MimeMessage.Load(new MemoryStream(Assert.Single(World.PassedOn())));
        Assert.Equal(file, Decoded(arrived));

        var session = await SessionAsync();
        var drafts = await FolderAsync(FolderRole.Drafts);
        var first = await session.SaveDraftAsync(null, TestEmails.Simple("Draft one", "draft@northwind.test"), Token);
        var second = await session.SaveDraftAsync(first, email, Token);
        Assert.Equal(second, Assert.Single((await session.ListEmailsAsync(drafts, Token)).Emails).RemoteId);
        using var source = new MemoryStream();
        Assert.True(await session.FetchSourceAsync(drafts, second, source, Token));
        source.Position = 0;
        using var kept = await MimeMessage.LoadAsync(source, Token);
        Assert.Equal(file, Decoded(kept));

        static byte[] Decoded(MimeMessage message)
        {
            using var decoded = new MemoryStream();
            Assert.IsType<MimePart>(Assert.Single(message.Attachments), exactMatch: false).Content!.DecodeTo(decoded);
            return decoded.ToArray();
        }
    }

    [Fact]
    public async Task Answer_joins_the_conversation()
    {
        if (!World.Traits.HasThreads)
            return;
        var id = await DeliverAsync("Conditions");
        var (folder, listing) = await ListInboxAsync();
        var question = Assert.Single(await FetchAsync(folder, listing.Emails[0].RemoteId));
        var answer = Outgoing("Re: Conditions", ["ada@mercier.example"], $"In-Reply-To: <{id}>\r\nReferences: <{id}>\r\n") with { ExternalThreadId = question.ExternalThreadId };
        var result = await World.Provider.SendEmailAsync(World.Connection, answer, Token);
        Assert.Equal(SendOutcome.Accepted, result.Outcome);
        var session = await SessionAsync();
        var sent = await FolderAsync(FolderRole.Sent);
        await TestServers.Processes.Until.TrueAsync(async () => (await session.ListEmailsAsync(sent, Token)).Emails.Count > 0, TimeSpan.FromSeconds(10), () => "not in Sent", Token);
        var filed = Assert.Single(await FetchAsync(sent, (await session.ListEmailsAsync(sent, Token)).Emails[0].RemoteId));
        Assert.Equal(question.ExternalThreadId, filed.ExternalThreadId);
    }

    [Fact]
    public async Task Attachments_are_described_and_fetched_when_wanted()
    {
        var (email, file) = TestEmails.WithFile(300_000);
        await World.DeliverAsync(email);
        var (folder, listing) = await ListInboxAsync();
        var id = listing.Emails[0].RemoteId;
        var content = Assert.Single(await FetchAsync(folder, id)).Content!;
        var attachment = Assert.Single(content.Attachments);
        Assert.Equal(("offer.pdf", "application/pdf"), (attachment.FileName, attachment.MimeType));
        Assert.Contains("Grüße from Ada", content.BodyText, StringComparison.Ordinal);
        var session = await SessionAsync();
        using var fetched = new MemoryStream();
        Assert.True(await session.FetchAttachmentAsync(folder, id, attachment.ImapPart, attachment.TransferEncoding, fetched, Token));
        Assert.Equal(file, fetched.ToArray());
        using var source = new MemoryStream();
        Assert.True(await session.FetchSourceAsync(folder, id, source, Token));
        Assert.EndsWith(Encoding.ASCII.GetString(email)[^2_000..], Encoding.ASCII.GetString(source.ToArray()), StringComparison.Ordinal);
        await World.DeleteElsewhereAsync(content.MessageId!);
        Assert.False(await session.FetchSourceAsync(folder, id, Stream.Null, Token));
        Assert.False(await session.FetchAttachmentAsync(folder, id, attachment.ImapPart, attachment.TransferEncoding, Stream.Null, Token));
    }

    private protected OutgoingMessage Outgoing(string subject, IReadOnlyList<string> recipients, string extraHeaders = "")
    {
        var id = $"{Guid.NewGuid():N}@northwind.test";
        var marker = Guid.NewGuid().ToString("N");
        var content = $"From: Owner <{World.Connection.Address}>\r\nTo: {recipients[0]}\r\nSubject: {subject}\r\nDate: Mon, 2 Nov 2026 10:00:00 +0000\r\n"
            + $"Message-ID: <{id}>\r\n{Mail.MimeReader.OutgoingHeader}: {marker}\r\n{extraHeaders}\r\nHello\r\n";
        return new OutgoingMessage(Encoding.UTF8.GetBytes(content), World.Connection.Address, recipients) { MessageId = id, Marker = marker };
    }
}

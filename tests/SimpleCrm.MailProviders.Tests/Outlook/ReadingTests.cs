using SimpleCrm.Mail;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Outlook;

public class ReadingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Folders_have_their_roles_and_hidden_ones_are_left_out()
    {
        await using var world = await OutlookHost.StartAsync();

        var listing = await (await world.SessionAsync()).ListFoldersAsync(Cancellation);

        Assert.True(listing.IsComplete);
        Assert.Equal(
            [FolderRole.Inbox, FolderRole.Sent, FolderRole.Drafts, FolderRole.Archive, FolderRole.Trash, FolderRole.Junk],
            listing.Folders.Select(f => f.Role).Where(r => r != FolderRole.None).Order());
        Assert.Equal(["Conversation History"], listing.Folders.Where(f => f.Role == FolderRole.None).Select(f => f.Name));
    }

    [Fact]
    public async Task A_second_folder_listing_tells_what_was_added()
    {
        await using var world = await OutlookHost.StartAsync();
        var session = await world.SessionAsync();
        var before = await session.ListFoldersAsync(Cancellation);

        var made = await session.CreateFolderAsync("Northwind", FolderRole.None, Cancellation);
        var again = await session.CreateFolderAsync("Northwind", FolderRole.None, Cancellation);
        var after = await session.ListFoldersAsync(Cancellation);

        Assert.Equal(made.RemoteId, again.RemoteId);
        Assert.Equal(before.Folders.Count + 1, after.Folders.Count);
        Assert.Contains(after.Folders, f => f.RemoteId == made.RemoteId && f.Name == "Northwind");
    }

    [Fact]
    public async Task A_listing_is_newest_first_over_several_pages_and_its_cursor_tells_what_comes_later()
    {
        await using var world = await OutlookHost.StartAsync();
        var start = OutlookHost.Now.AddDays(-30);
        var ids = Enumerable.Range(0, 1203).Select(i => world.Deliver($"Email {i}", start.AddMinutes(i))).ToList();
        var inbox = (await world.FolderAsync(FolderRole.Inbox)).RemoteId;
        var session = await world.SessionAsync();

        var listing = await session.ListEmailsAsync(inbox, Cancellation);
        var late = world.Deliver("Late");
        var changes = await session.FetchChangesAsync(inbox, listing.Cursor, Cancellation);

        Assert.True(listing.IsComplete);
        Assert.Equal(ids.AsEnumerable().Reverse(), listing.Emails.Select(e => e.RemoteId));
        Assert.Equal([late], changes.Added);
        Assert.Empty(changes.Removed);
    }

    [Fact]
    public async Task Emails_are_read_from_their_source_in_the_order_asked_for()
    {
        await using var world = await OutlookHost.StartAsync();
        var (withFile, file) = TestEmails.WithFile(300_000);
        var large = world.Mailbox.Deliver(withFile, OutlookHost.Now);
        var small = Enumerable.Range(0, 45).Select(i => world.Deliver($"Grüße {i}")).ToList();
        var inbox = (await world.FolderAsync(FolderRole.Inbox)).RemoteId;
        List<string> asked = [.. small.Take(30), large, "AAkAgone", .. small.Skip(30)];

        var fetched = await world.FetchAsync(inbox, asked);

        Assert.Equal(asked.Where(id => id != "AAkAgone"), fetched.Select(f => f.Remote.RemoteId));
        Assert.All(fetched, f => Assert.Null(f.Failure));
        Assert.Equal("Grüße 0", fetched[0].Content!.Subject);
        Assert.NotNull(fetched[0].ExternalThreadId);
        var attachment = Assert.Single(fetched.Single(f => f.Remote.RemoteId == large).Content!.Attachments);
        using var content = new MemoryStream();
        Assert.True(await (await world.SessionAsync()).FetchAttachmentAsync(inbox, large, attachment.PartPath, attachment.TransferEncoding, content, Cancellation));
        Assert.Equal(file, content.ToArray());
        using var source = new MemoryStream();
        Assert.True(await (await world.SessionAsync()).FetchSourceAsync(inbox, large, source, Cancellation));
        Assert.Equal(withFile, source.ToArray());
        Assert.False(await (await world.SessionAsync()).FetchSourceAsync(inbox, "AAkAgone", source, Cancellation));
    }

    [Fact]
    public async Task A_reply_belongs_to_the_conversation_of_what_it_answers()
    {
        await using var world = await OutlookHost.StartAsync();
        var first = world.Mailbox.Deliver(TestEmails.Simple("Offer", "offer@mercier.example"), OutlookHost.Now);
        var reply = world.Deliver("Re: Offer", extraHeaders: "In-Reply-To: <offer@mercier.example>\r\n");
        var other = world.Deliver("Offer");
        var inbox = (await world.FolderAsync(FolderRole.Inbox)).RemoteId;

        var threads = (await world.FetchAsync(inbox, [first, reply, other])).Select(f => f.ExternalThreadId).ToList();

        Assert.Equal(threads[0], threads[1]);
        Assert.NotEqual(threads[0], threads[2]);
    }

    [Fact]
    public async Task Flags_moves_and_deletions_are_told_by_the_delta_and_a_moved_email_keeps_its_id()
    {
        await using var world = await OutlookHost.StartAsync();
        var (read, moved, deleted) = (world.Deliver("Read"), world.Deliver("Moved"), world.Deliver("Deleted"));
        var (inbox, archive) = ((await world.FolderAsync(FolderRole.Inbox)).RemoteId, (await world.FolderAsync(FolderRole.Archive)).RemoteId);
        var session = await world.SessionAsync();
        var (atInbox, atArchive) = ((await session.ListEmailsAsync(inbox, Cancellation)).Cursor, (await session.ListEmailsAsync(archive, Cancellation)).Cursor);

        await session.SetFlagsAsync(inbox, [read], read: true, starred: true, Cancellation);
        var ids = await session.MoveAsync(inbox, [moved], archive, Cancellation);
        await session.DeleteAsync(inbox, [deleted], Cancellation);
        var ofInbox = await session.FetchChangesAsync(inbox, atInbox, Cancellation);
        var ofArchive = await session.FetchChangesAsync(archive, atArchive, Cancellation);

        Assert.Equal(moved, ids[moved]);
        Assert.Equal([new RemoteEmail(read, true, true, false) { Categories = "", Focus = InboxFocus.Focused }], ofInbox.FlagChanges);
        Assert.Equal(new[] { moved, deleted }.Order(), ofInbox.Removed.Order());
        Assert.Equal([moved], ofArchive.Added);
        Assert.DoesNotContain(deleted, world.Mailbox.Snapshot().Keys);
    }

    [Fact]
    public async Task An_email_that_somebody_moved_meanwhile_is_not_deleted()
    {
        await using var world = await OutlookHost.StartAsync();
        var id = world.Deliver("Wanted");
        var (inbox, archive) = ((await world.FolderAsync(FolderRole.Inbox)).RemoteId, (await world.FolderAsync(FolderRole.Archive)).RemoteId);
        var session = await world.SessionAsync();
        await session.MoveAsync(inbox, [id], archive, Cancellation);

        await session.DeleteAsync(inbox, [id], Cancellation);

        Assert.Equal("archive", world.Mailbox.Snapshot()[id].Folder);
        Assert.Empty(await session.FindAsync(inbox, [id], Cancellation));
        Assert.Single(await session.FindAsync(archive, [id], Cancellation));
    }

    [Fact]
    public async Task A_sync_state_that_has_gone_is_an_expired_cursor()
    {
        await using var world = await OutlookHost.StartAsync();
        var inbox = (await world.FolderAsync(FolderRole.Inbox)).RemoteId;
        var session = await world.SessionAsync();
        var cursor = (await session.ListEmailsAsync(inbox, Cancellation)).Cursor;

        world.Mailbox.ExpireSyncState();

        Assert.Equal(ChangesKind.Expired, (await session.FetchChangesAsync(inbox, cursor, Cancellation)).Kind);
        Assert.Equal(ChangesKind.Expired, (await session.FetchChangesAsync(inbox, "https://elsewhere.test/v1.0/delta", Cancellation)).Kind);
        Assert.True((await session.ListFoldersAsync(Cancellation)).IsComplete);
    }

    [Fact]
    public async Task A_listing_whose_next_link_expires_midway_is_begun_anew()
    {
        await using var world = await OutlookHost.StartAsync();
        for (var i = 0; i < 700; i++)
            world.Deliver($"Email {i}");
        var inbox = (await world.FolderAsync(FolderRole.Inbox)).RemoteId;
        var pages = 0;
        var observer = world.Graph.Observer!;
        world.Graph.Observer = call =>
        {
            observer(call);
            if (call.Path.Contains("delta", StringComparison.Ordinal) && ++pages == 1)
                world.Mailbox.ExpireSyncState();
        };

        var listing = await (await world.SessionAsync()).ListEmailsAsync(inbox, Cancellation);

        Assert.Equal(700, listing.Emails.Count);
        Assert.Equal(4, pages);
    }

    [Fact]
    public async Task An_edited_draft_is_another_email_and_a_sent_one_is_known_by_its_id_alone()
    {
        await using var world = await OutlookHost.StartAsync();
        var session = await world.SessionAsync();
        var drafts = (await world.FolderAsync(FolderRole.Drafts)).RemoteId;
        var first = await session.SaveDraftAsync(null, TestEmails.Simple("First", "draft@northwind.test"), Cancellation);
        var before = await session.ListEmailsAsync(drafts, Cancellation);

        var second = await session.SaveDraftAsync(first, TestEmails.Simple("Second", "draft@northwind.test"), Cancellation);
        var changes = await session.FetchChangesAsync(drafts, before.Cursor, Cancellation);
        var after = await session.ListEmailsAsync(drafts, Cancellation);

        Assert.Equal([first], before.Emails.Select(e => e.RemoteId));
        Assert.Equal([first], changes.Removed);
        Assert.Equal([second], changes.Added);
        Assert.Equal([second], after.Emails.Select(e => e.RemoteId));
        var fetched = Assert.Single(await world.FetchAsync(drafts, [second]));
        Assert.True(fetched.IsDraft);
        Assert.Equal("Second", fetched.Content!.Subject);
        await session.SetFlagsAsync(drafts, [second], null, starred: true, Cancellation);
        Assert.Empty(await world.FetchAsync(drafts, [second]));
        await session.DeleteDraftAsync(second, Cancellation);
        await session.DeleteDraftAsync(second, Cancellation);
        Assert.Empty(world.Mailbox.Snapshot());
    }

    [Fact]
    public async Task Contacts_come_whole_and_then_by_their_changes()
    {
        await using var world = await OutlookHost.StartAsync();
        var ada = world.Mailbox.AddContact("Ada Mercier", "ada@mercier.example", "Mercier SA");
        var all = await world.Provider.SyncContactsAsync(world.Connection, null, Cancellation);

        var bo = world.Mailbox.AddContact("Bo Lind", "bo@lind.example");
        var changed = await world.Provider.SyncContactsAsync(world.Connection, all.NextCursor, Cancellation);
        world.Mailbox.ExpireSyncState();
        var again = await world.Provider.SyncContactsAsync(world.Connection, changed.NextCursor, Cancellation);

        var contact = Assert.Single(all.Contacts);
        Assert.True(all.IsComplete);
        Assert.Equal((ada, "Ada Mercier", "Mercier SA", "ada@mercier.example"), (contact.RemoteId, contact.Name, contact.Company, contact.Addresses[0]));
        Assert.False(changed.IsComplete);
        Assert.Equal([bo], changed.Contacts.Select(c => c.RemoteId));
        Assert.True(again.IsComplete);
        Assert.Equal(2, again.Contacts.Count);
    }
}

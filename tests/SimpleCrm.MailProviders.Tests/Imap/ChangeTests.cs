using MailKit;
using MailKit.Net.Imap;
using SimpleCrm.MailProviders.Tests.Servers;
using SimpleCrm.Sync;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Proxy;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Imap;

public class ChangeTests(SharedDovecot dovecot)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What a server can be without; the first is what it then comes to.</summary>
    public static TheoryData<string, string> Servers => new()
    {
        { "Delta", "" },
        { "Delta", "QRESYNC" },
        { "ListingNeeded", "CONDSTORE" },
    };

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Changes_are_found_by_every_method(string kind, string without)
    {
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        if (without.Length > 0)
            proxy.Lie(ImapLie.Without(without));
        var user = dovecot.TakeUser();
        for (var i = 0; i < 6; i++)
            await dovecot.Server.DeliverAsync(user, TestEmails.Simple($"Email {i}"));
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
        var before = await session.ListEmailsAsync("INBOX", Token);
        Assert.True(before.IsComplete);
        Assert.Equal(6, before.Emails.Count);

        using (var other = await dovecot.Server.LoginAsync(user))
        {
            await other.Inbox.OpenAsync(FolderAccess.ReadWrite);
            await other.Inbox.AddFlagsAsync(new UniqueId(2), MessageFlags.Seen | MessageFlags.Flagged, silent: true);
        }
        await dovecot.Server.DeliverAsync(user, TestEmails.Simple("New"));

        var changes = await session.FetchChangesAsync("INBOX", before.Cursor, Token);
        Assert.Equal(kind, changes.Kind.ToString());
        Assert.Equal(7, changes.ServerCount);
        if (changes.Kind == ChangesKind.Delta)
        {
            var validity = before.Emails[0].RemoteId.Split(':')[0];
            Assert.Equal([$"{validity}:7"], changes.Added);
            Assert.Equal([new RemoteEmail($"{validity}:2", true, true, false)], changes.FlagChanges);
            Assert.Empty(changes.Removed);
            var again = await session.FetchChangesAsync("INBOX", changes.NextCursor!, Token);
            Assert.Equal((0, 0, 0), (again.Added.Count, again.FlagChanges.Count, again.Removed.Count));
            Assert.Equal(changes.NextCursor, again.NextCursor);
        }
        var after = await session.ListEmailsAsync("INBOX", Token);
        Assert.Equal(["7", "6", "5", "4", "3", "2", "1"], after.Emails.Select(e => e.RemoteId.Split(':')[1]));
        Assert.True(after.Emails.Single(e => e.RemoteId.EndsWith(":2", StringComparison.Ordinal)).IsStarred);
    }

    [Theory]
    [InlineData("", ChangesKind.Delta)]
    [InlineData("QRESYNC", ChangesKind.ListingNeeded)]
    public async Task Removal_is_told_or_seen_in_the_count(string without, ChangesKind kind)
    {
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        if (without.Length > 0)
            proxy.Lie(ImapLie.Without(without));
        var user = dovecot.TakeUser();
        for (var i = 0; i < 5; i++)
            await dovecot.Server.DeliverAsync(user, TestEmails.Simple($"Email {i}"));
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
        var before = await session.ListEmailsAsync("INBOX", Token);
        await ExpungeAsync(user, 3);
        await dovecot.Server.DeliverAsync(user, TestEmails.Simple("One in, one out"));
        var changes = await session.FetchChangesAsync("INBOX", before.Cursor, Token);
        Assert.Equal(kind, changes.Kind);
        if (kind == ChangesKind.Delta)
        {
            Assert.Equal([before.Emails[2].RemoteId], changes.Removed);
            Assert.Single(changes.Added);
        }
    }

    [Fact]
    public async Task Email_that_is_marked_deleted_counts_as_gone()
    {
        var user = dovecot.TakeUser();
        for (var i = 0; i < 3; i++)
            await dovecot.Server.DeliverAsync(user, TestEmails.Simple($"Email {i}"));
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user), Token);
        var before = await session.ListEmailsAsync("INBOX", Token);
        using (var other = await dovecot.Server.LoginAsync(user))
        {
            await other.Inbox.OpenAsync(FolderAccess.ReadWrite);
            await other.Inbox.AddFlagsAsync(new UniqueId(1), MessageFlags.Deleted, silent: true);
        }
        var changes = await session.FetchChangesAsync("INBOX", before.Cursor, Token);
        Assert.Equal([before.Emails[2].RemoteId], changes.Removed);
        Assert.Empty(changes.FlagChanges);
        var after = await session.ListEmailsAsync("INBOX", Token);
        Assert.True(after.IsComplete);
        Assert.Equal(2, after.Emails.Count);
        Assert.Empty(await session.FindAsync("INBOX", [before.Emails[2].RemoteId], Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("QRESYNC")]
    [InlineData("CONDSTORE")]
    public async Task New_uidvalidity_makes_the_cursor_expire(string without)
    {
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        if (without.Length > 0)
            proxy.Lie(ImapLie.Without(without));
        var user = dovecot.TakeUser();
        await dovecot.Server.DeliverAsync(user, TestEmails.Simple("Kept"));
        string cursor;
        string id;
        await using (var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token))
        {
            var listing = await session.ListEmailsAsync("INBOX", Token);
            (cursor, id) = (listing.Cursor, listing.Emails[0].RemoteId);
        }
        await dovecot.Server.ChangeUidValidityAsync(user, "INBOX");
        await using (var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token))
        {
            Assert.Equal(ChangesKind.Expired, (await session.FetchChangesAsync("INBOX", cursor, Token)).Kind);
            Assert.Empty(await session.FetchAllAsync("INBOX", [id]));
            Assert.False(await session.FetchSourceAsync("INBOX", id, Stream.Null, Token));
            // A change for an email of the old numbering touches nothing of the new.
            await session.SetFlagsAsync("INBOX", [id], read: true, starred: null, Token);
            Assert.False((await session.ListEmailsAsync("INBOX", Token)).Emails[0].IsRead);
        }
    }

    [Fact]
    public async Task Marks_of_zero_are_not_trusted()
    {
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        proxy.Lie(ImapLie.ZeroModSeq);
        var user = dovecot.TakeUser();
        await dovecot.Server.DeliverAsync(user, TestEmails.Simple("One"));
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
        Assert.All((await session.ListFoldersAsync(Token)).Folders, f => Assert.Null(f.Cursor));
        var listing = await session.ListEmailsAsync("INBOX", Token);
        await dovecot.Server.DeliverAsync(user, TestEmails.Simple("Two"));
        Assert.Equal(ChangesKind.ListingNeeded, (await session.FetchChangesAsync("INBOX", listing.Cursor, Token)).Kind);
        Assert.Equal(2, (await session.ListEmailsAsync("INBOX", Token)).Emails.Count);
    }

    [Fact]
    public async Task Count_that_disagrees_demotes_the_method_and_completes_nothing()
    {
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        var user = dovecot.TakeUser();
        await dovecot.Server.DeliverAsync(user, TestEmails.Simple("One"));
        string cursor;
        await using (var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token))
            cursor = (await session.ListEmailsAsync("INBOX", Token)).Cursor;
        proxy.Lie(ImapLie.WrongExists(+3));
        await using (var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token))
        {
            Assert.Equal(ChangesKind.ListingNeeded, (await session.FetchChangesAsync("INBOX", cursor, Token)).Kind);
            var listing = await session.ListEmailsAsync("INBOX", Token);
            Assert.False(listing.IsComplete);
            Assert.NotEqual(cursor, listing.Cursor);
        }
    }

    [Fact]
    public async Task Answers_without_flags_are_no_evidence()
    {
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        proxy.Lie(ImapLie.NoFlags);
        var user = dovecot.TakeUser();
        await dovecot.Server.DeliverAsync(user, TestEmails.Simple("One"));
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
        Assert.False((await session.ListEmailsAsync("INBOX", Token)).IsComplete);
    }

    [Fact]
    public async Task Cursor_of_the_listing_equals_the_cursor_after_the_changes()
    {
        var user = dovecot.TakeUser();
        await dovecot.Server.DeliverAsync(user, TestEmails.Simple("One"));
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user), Token);
        var listing = await session.ListEmailsAsync("INBOX", Token);
        Assert.Equal(listing.Cursor, await InboxCursorAsync(session));
        await dovecot.Server.DeliverAsync(user, TestEmails.Simple("Two"));
        var changed = await InboxCursorAsync(session);
        Assert.NotEqual(listing.Cursor, changed);
        Assert.Equal(changed, (await session.FetchChangesAsync("INBOX", listing.Cursor, Token)).NextCursor);
        await session.SetFlagsAsync("INBOX", [listing.Emails[0].RemoteId], read: true, starred: null, Token);
        Assert.NotEqual(changed, await InboxCursorAsync(session));
    }

    private static async Task<string?> InboxCursorAsync(IMailboxSession session) =>
        (await session.ListFoldersAsync(Token)).Folders.Single(f => f.RemoteId == "INBOX").Cursor;

    private async Task ExpungeAsync(DovecotUser user, uint uid)
    {
        using var other = await dovecot.Server.LoginAsync(user);
        await other.Inbox.OpenAsync(FolderAccess.ReadWrite);
        await other.Inbox.AddFlagsAsync(new UniqueId(uid), MessageFlags.Deleted, silent: true);
        await other.Inbox.ExpungeAsync([new UniqueId(uid)]);
    }
}

using MailKit;
using MailKit.Search;
using SimpleCrm.MailProviders.Tests.Servers;
using SimpleCrm.Sync;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Proxy;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Imap;

public class WriteTests(SharedDovecot dovecot)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flags_are_set_and_cleared_one_by_one()
    {
        var user = dovecot.TakeUser();
        await using var session = await OpenAsync(user, emails: 2);
        var ids = await IdsAsync(session);
        await session.SetFlagsAsync("INBOX", [ids[0], "1:77"], read: true, starred: true, Token);
        await session.SetFlagsAsync("INBOX", [ids[0]], read: null, starred: false, Token);
        var found = await session.FindAsync("INBOX", ids, Token);
        Assert.Equal(new RemoteEmail(ids[0], true, false, false), found.Single(e => e.RemoteId == ids[0]));
        Assert.Equal(new RemoteEmail(ids[1], false, false, false), found.Single(e => e.RemoteId == ids[1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("MOVE")]
    [InlineData("MOVE,UIDPLUS")]
    public async Task Move_never_expunges_what_is_not_ours(string without)
    {
        var user = dovecot.TakeUser();
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        if (without.Length > 0)
            proxy.Lie(ImapLie.Without(without.Split(',')));
        await using var session = await OpenAsync(user, emails: 4, proxy.Port);
        var ids = await IdsAsync(session);
        using var other = await dovecot.Server.LoginAsync(user);
        await other.Inbox.OpenAsync(FolderAccess.ReadWrite);
        await other.Inbox.AddFlagsAsync(new UniqueId(1), MessageFlags.Deleted, silent: true);

        var moved = await session.MoveAsync("INBOX", [ids[0], ids[1]], "Archive", Token);

        Assert.Equal(2, (await session.ListEmailsAsync("Archive", Token)).Emails.Count);
        // The one that another program marked is still there, marked; ours are gone from every view of ours.
        await other.Inbox.CheckAsync();
        Assert.Contains(new UniqueId(1), await other.Inbox.SearchAsync(SearchQuery.Deleted));
        Assert.Equal(["2"], (await session.ListEmailsAsync("INBOX", Token)).Emails.Select(e => e.RemoteId.Split(':')[1]));
        if (without.Contains("UIDPLUS", StringComparison.Ordinal))
            Assert.Empty(moved);
        else
            Assert.Equal((await IdsAsync(session, "Archive")).Order(), moved.Values.Order());
        // Repeated after a lost answer, it moves nothing twice.
        await session.MoveAsync("INBOX", [ids[0], ids[1]], "Archive", Token);
        Assert.Equal(2, (await session.ListEmailsAsync("Archive", Token)).Emails.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("UIDPLUS")]
    public async Task Delete_never_expunges_what_is_not_ours(string without)
    {
        var user = dovecot.TakeUser();
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        if (without.Length > 0)
            proxy.Lie(ImapLie.Without(without));
        await using var session = await OpenAsync(user, emails: 3, proxy.Port);
        var ids = await IdsAsync(session);
        using var other = await dovecot.Server.LoginAsync(user);
        await other.Inbox.OpenAsync(FolderAccess.ReadWrite);
        await other.Inbox.AddFlagsAsync(new UniqueId(1), MessageFlags.Deleted, silent: true);
        await session.DeleteAsync("INBOX", [ids[0]], Token);
        await other.Inbox.CheckAsync();
        Assert.Contains(new UniqueId(1), await other.Inbox.SearchAsync(SearchQuery.Deleted));
        Assert.Equal([ids[1]], await IdsAsync(session));
    }

    [Fact]
    public async Task Sent_copy_is_filed_byte_for_byte_and_found_again()
    {
        var user = dovecot.TakeUser();
        await using var session = await OpenAsync(user, emails: 0);
        var email = TestEmails.Simple("Copy", "copy-1@northwind.test", "X-SimpleCrm-Id: 4711-abc\r\n");
        var id = await session.AppendAsync("Sent", email, DateTimeOffset.UnixEpoch.AddYears(56), Token);
        Assert.NotNull(id);
        Assert.Equal([id], await session.FindByMessageIdAsync("Sent", "copy-1@northwind.test", null, Token));
        Assert.Equal([id], await session.FindByMessageIdAsync("Sent", "rewritten@elsewhere.example", "4711-abc", Token));
        Assert.Empty(await session.FindByMessageIdAsync("Sent", "other@northwind.test", "0815", Token));
        Assert.Equal([new RemoteEmail(id, true, false, false)], await session.FindAsync("Sent", [id], Token));
        using var source = new MemoryStream();
        await session.FetchSourceAsync("Sent", id, source, Token);
        Assert.Equal(email, source.ToArray());
    }

    [Theory]
    [InlineData("a@b\" DELETED OR SUBJECT \"x")]
    [InlineData("a@b\r\nA9 DELETE INBOX")]
    [InlineData("{9+}\r\nA9 NOOP")]
    public async Task Message_id_cannot_carry_a_command(string messageId)
    {
        var user = dovecot.TakeUser();
        await using var session = await OpenAsync(user, emails: 1);
        Assert.Empty(await session.FindByMessageIdAsync("INBOX", messageId, null, Token));
        Assert.Single(await IdsAsync(session));
    }

    [Fact]
    public async Task Folder_name_cannot_carry_a_command()
    {
        var user = dovecot.TakeUser();
        await using var session = await OpenAsync(user, emails: 1);
        var failure = await Record.ExceptionAsync(() => session.ListEmailsAsync("x\r\nA9 DELETE Archive", Token));
        Assert.IsAssignableFrom<Exception>(failure);
        await using var fresh = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user), Token);
        Assert.Contains((await fresh.ListFoldersAsync(Token)).Folders, f => f.RemoteId == "Archive");
    }

    private async Task<IMailboxSession> OpenAsync(DovecotUser user, int emails, int? port = null)
    {
        for (var i = 0; i < emails; i++)
            await dovecot.Server.DeliverAsync(user, TestEmails.Simple($"Email {i}"));
        return await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, port), Token);
    }

    private static async Task<List<string>> IdsAsync(IMailboxSession session, string folder = "INBOX") =>
        [.. (await session.ListEmailsAsync(folder, Token)).Emails.Select(e => e.RemoteId)];
}

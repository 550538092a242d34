using System.Text;
using MailKit;
using SimpleCrm.MailProviders.Tests.Servers;
using SimpleCrm.Sync;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Proxy;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Imap;

public class DraftTests(SharedDovecot dovecot)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static byte[] Draft(string text) => Encoding.ASCII.GetBytes($"From: ada@northwind.test\r\nTo: eve@acme.test\r\nSubject: {text}\r\nMessage-ID: <draft@northwind.test>\r\n\r\n{text}\r\n");

    [Theory]
    [InlineData("")]
    [InlineData("UIDPLUS")]
    public async Task Saved_draft_replaces_the_one_before_and_no_other(string without)
    {
        var user = dovecot.TakeUser();
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        if (without.Length > 0)
            proxy.Lie(ImapLie.Without(without));
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);

        var first = await session.SaveDraftAsync(null, Draft("one"), Token);
        var other = await session.SaveDraftAsync(null, Encoding.ASCII.GetBytes("Subject: other\r\nMessage-ID: <other@northwind.test>\r\n\r\nx\r\n"), Token);
        var second = await session.SaveDraftAsync(first, Draft("two"), Token);
        Assert.NotEqual(first, second);
        // The one before is gone already: no error.
        var third = await session.SaveDraftAsync(first, Draft("three"), Token);
        await session.DeleteDraftAsync(second, Token);
        await session.DeleteDraftAsync(second, Token);

        Assert.Equal(new[] { other, third }.Order(), (await session.ListEmailsAsync("Drafts", Token)).Emails.Select(e => e.RemoteId).Order());
        using var client = await dovecot.Server.LoginAsync(user);
        var drafts = await client.GetFolderAsync("Drafts", Token);
        await drafts.OpenAsync(FolderAccess.ReadOnly, Token);
        Assert.All(await drafts.FetchAsync(0, -1, MessageSummaryItems.Flags, Token), s => Assert.True(s.Flags!.Value.HasFlag(MessageFlags.Draft)));
    }

    [Fact]
    public async Task Correspondents_are_whoever_was_written_to_and_later_only_the_new_ones()
    {
        var user = dovecot.TakeUser();
        var provider = Accounts.Provider();
        var connection = Accounts.Connection(dovecot.Server, user, dovecot.Server.Ports.Imap);
        Task FileAsync(string headers) => FileSentAsync(provider, connection, headers);
        await FileAsync("To: =?utf-8?q?J=C3=BCrgen?= <juergen@acme.test>, frank@acme.test\r\nCc: \"Eve\" <EVE@acme.test>");
        await FileAsync($"To: Frank Moss <Frank@acme.test>, {user.Address}");

        var all = await provider.SyncContactsAsync(connection, null, Token);

        Assert.True(all.IsComplete);
        Assert.Equal(["EVE@acme.test Eve", "Frank@acme.test Frank Moss", "juergen@acme.test Jürgen"], all.Contacts.Select(c => $"{c.Addresses[0]} {c.Name}").Order(StringComparer.Ordinal));
        var nothing = await provider.SyncContactsAsync(connection, all.NextCursor, Token);
        Assert.Equal((0, false), (nothing.Contacts.Count, nothing.IsComplete));
        await FileAsync("To: new@acme.test");
        Assert.Equal(["new@acme.test"], (await provider.SyncContactsAsync(connection, nothing.NextCursor, Token)).Contacts.Select(c => c.Addresses[0]));
        Assert.True((await provider.SyncContactsAsync(connection, "1:99", Token)).IsComplete);
    }

    private static async Task FileSentAsync(IEmailProvider provider, MailboxConnection connection, string headers)
    {
        await using var session = await provider.OpenAsync(connection, Token);
        await session.AppendAsync("Sent", Encoding.UTF8.GetBytes($"From: ada@northwind.test\r\n{headers}\r\nSubject: x\r\nMessage-ID: <{Guid.NewGuid():N}@northwind.test>\r\n\r\nx\r\n"), DateTimeOffset.UnixEpoch, Token);
    }
}

using MailKit;
using SimpleCrm.Mail;
using SimpleCrm.MailProviders.Imap;
using SimpleCrm.MailProviders.Tests.Servers;
using SimpleCrm.Sync;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Proxy;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Imap;

public class FolderTests(SharedDovecot dovecot)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Special_use_tells_what_folders_are_for()
    {
        var user = dovecot.TakeUser();
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user), Token);
        var listing = await session.ListFoldersAsync(Token);
        Assert.True(listing.IsComplete);
        Assert.Equal(
            ["Archive:Archive", "Drafts:Drafts", "INBOX:Inbox", "Junk:Junk", "Sent:Sent", "Trash:Trash"],
            listing.Folders.Select(f => $"{f.RemoteId}:{f.Role}").Order());
        Assert.All(listing.Folders, f => Assert.NotNull(f.Identity));
        Assert.All(listing.Folders, f => Assert.NotNull(f.Cursor));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Localised_folders_under_a_prefix_are_known(bool marked)
    {
        var folders = marked ? DovecotFolder.German : DovecotFolder.Unmarked(DovecotFolder.German);
        await using var server = await DovecotServer.StartAsync(new DovecotOptions { Folders = folders, Prefix = "INBOX.", Separator = '.' });
        var user = server.AddUser();
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(server, user), Token);
        var listing = await session.ListFoldersAsync(Token);
        Assert.True(listing.IsComplete);
        Assert.Equal(
            ["Archiv:Archive", "Entwürfe:Drafts", "Gesendet:Sent", "INBOX:Inbox", "Papierkorb:Trash", "Spam:Junk"],
            listing.Folders.Select(f => $"{f.Name}:{f.Role}").Order(StringComparer.Ordinal));
        Assert.Contains(listing.Folders, f => f.RemoteId == "INBOX.Entwürfe");
    }

    [Theory]
    [InlineData("Sent Items", FolderRole.Sent)]
    [InlineData("GESENDETE OBJEKTE", FolderRole.Sent)]
    [InlineData("Éléments envoyés", FolderRole.Sent)]
    [InlineData("E\u0301le\u0301ments envoye\u0301s", FolderRole.Sent)]
    [InlineData("Отправленные", FolderRole.Sent)]
    [InlineData("送信済みメール", FolderRole.Sent)]
    [InlineData("Papelera", FolderRole.Trash)]
    [InlineData("ゴミ箱", FolderRole.Trash)]
    [InlineData("Junk E-mail", FolderRole.Junk)]
    [InlineData("垃圾邮件", FolderRole.Junk)]
    [InlineData("Rascunhos", FolderRole.Drafts)]
    [InlineData("Архив", FolderRole.Archive)]
    [InlineData("Customers", FolderRole.None)]
    [InlineData("Sent to lawyer", FolderRole.None)]
    public void Folder_names_are_known_in_many_languages(string name, FolderRole role) => Assert.Equal(role, FolderRoles.OfName(name));

    [Fact]
    public async Task Listing_of_unchanged_folders_costs_one_command()
    {
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        var commands = 0;
        proxy.FromClient.Rewrite = line =>
        {
            Interlocked.Increment(ref commands);
            return line;
        };
        var user = dovecot.TakeUser();
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
        await session.ListFoldersAsync(Token);
        var before = Volatile.Read(ref commands);
        await session.ListFoldersAsync(Token);
        Assert.Equal(1, Volatile.Read(ref commands) - before);
    }

    [Fact]
    public async Task Server_without_list_status_is_asked_folder_by_folder()
    {
        await using var server = await DovecotServer.StartAsync(new DovecotOptions { WithoutCapabilities = ["LIST-STATUS", "LIST-EXTENDED", "SPECIAL-USE"] });
        var user = server.AddUser();
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(server, user), Token);
        var listing = await session.ListFoldersAsync(Token);
        Assert.True(listing.IsComplete);
        Assert.Equal(6, listing.Folders.Count);
        Assert.All(listing.Folders, f => Assert.NotNull(f.Cursor));
        Assert.Equal(FolderRole.Trash, listing.Folders.Single(f => f.RemoteId == "Trash").Role);
    }

    [Fact]
    public async Task Empty_listing_is_no_evidence()
    {
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        proxy.Lie(ImapLie.EmptyList);
        var user = dovecot.TakeUser();
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
        var listing = await session.ListFoldersAsync(Token);
        Assert.False(listing.IsComplete && listing.Folders.Count > 1, "An empty LIST passed for a whole one.");
        Assert.False(listing.IsComplete);
    }

    [Fact]
    public async Task Garbled_listing_is_an_error_or_no_evidence()
    {
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        proxy.Lie(ImapLie.GarbageList);
        var user = dovecot.TakeUser();
        var listed = await Record.ExceptionAsync(async () =>
        {
            await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
            Assert.False((await session.ListFoldersAsync(Token)).IsComplete);
        });
        Assert.True(listed is null or MailboxAccessException, listed?.ToString());
    }

    [Fact]
    public async Task Renamed_folder_keeps_its_identity()
    {
        var user = dovecot.TakeUser();
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user), Token);
        var created = await session.CreateFolderAsync("Kunden & Käufer", FolderRole.None, Token);
        Assert.Equal("Kunden & Käufer", created.RemoteId);
        using (var other = await dovecot.Server.LoginAsync(user))
            await (await other.GetFolderAsync("Kunden & Käufer")).RenameAsync(other.GetFolder(other.PersonalNamespaces[0]), "Customers");
        var renamed = (await session.ListFoldersAsync(Token)).Folders.Single(f => f.RemoteId == "Customers");
        Assert.Equal(created.Identity, renamed.Identity);
    }

    [Fact]
    public async Task Folder_that_exists_already_is_taken()
    {
        var user = dovecot.TakeUser();
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user), Token);
        Assert.Equal("Archive", (await session.CreateFolderAsync("Archive", FolderRole.Archive, Token)).RemoteId);
    }

    [Fact]
    public async Task Folder_that_cannot_be_selected_does_not_end_the_session()
    {
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        proxy.Lie(ImapLie.FailedSelect("Archive"));
        var user = dovecot.TakeUser();
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
        var refusal = await Assert.ThrowsAsync<MailboxAccessException>(() => session.ListEmailsAsync("Archive", Token));
        Assert.True(refusal.IsFolderOnly);
        Assert.True((await session.ListEmailsAsync("INBOX", Token)).IsComplete);
    }
}

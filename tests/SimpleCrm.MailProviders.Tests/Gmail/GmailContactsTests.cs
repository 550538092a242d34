using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Gmail;

public sealed class GmailContactsTests : IAsyncLifetime
{
    private GmailHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GmailHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task<RemoteContacts> SyncAsync(string? cursor) => _host.Provider.SyncContactsAsync(_host.Connection, cursor, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Contact_comes_with_company_title_and_phone()
    {
        var id = _host.Mailbox.Contacts.Add("Bob Mercier", "bob@mercier.example", "Mercier", "Buyer", "+33 1 23 45");
        var bob = Assert.Single((await SyncAsync(null)).Contacts);
        Assert.Equal((id, "Bob Mercier", "Mercier", "Buyer", "+33 1 23 45"), (bob.RemoteId, bob.Name, bob.Company, bob.JobTitle, Assert.Single(bob.Phones)));
    }

    [Fact]
    public async Task Changes_and_removals_follow_the_cursor()
    {
        var bob = _host.Mailbox.Contacts.Add("Bob", "bob@mercier.example");
        var cleo = _host.Mailbox.Contacts.Add("Cleo", "cleo@mercier.example", isOther: true);
        var all = await SyncAsync(null);
        Assert.Equal((true, 2), (all.IsComplete, all.Contacts.Count));
        _host.Mailbox.Contacts.Change(bob, "Robert", "bob@mercier.example");
        _host.Mailbox.Contacts.Remove(cleo);
        var changes = await SyncAsync(all.NextCursor);
        Assert.False(changes.IsComplete);
        Assert.Equal("Robert", Assert.Single(changes.Contacts).Name);
        Assert.Equal([cleo], changes.RemovedIds);
        Assert.Empty((await SyncAsync(changes.NextCursor)).Contacts);
    }

    [Fact]
    public async Task Cursor_that_expired_gives_all_again()
    {
        _host.Mailbox.Contacts.Add("Bob", "bob@mercier.example");
        var all = await SyncAsync(null);
        _host.Mailbox.Contacts.ExpireTokens();
        var again = await SyncAsync(all.NextCursor);
        Assert.True(again.IsComplete);
        Assert.Single(again.Contacts);
    }

    [Fact]
    public async Task Others_are_left_out_where_they_were_not_granted()
    {
        _host.Grant("https://www.googleapis.com/auth/contacts.readonly");
        _host.Mailbox.Contacts.Add("Bob", "bob@mercier.example");
        _host.Mailbox.Contacts.Add("Cleo", "cleo@mercier.example", isOther: true);
        var all = await SyncAsync(null);
        Assert.Equal("Bob", Assert.Single(all.Contacts).Name);
        Assert.False((await SyncAsync(all.NextCursor)).IsComplete);
    }

    [Fact]
    public async Task Address_book_of_many_pages_is_read_to_its_end()
    {
        for (var i = 0; i < 1_234; i++)
            _host.Mailbox.Contacts.Add($"Person {i}", $"person{i}@mercier.example");
        Assert.Equal(1_234, (await SyncAsync(null)).Contacts.Count);
    }
}

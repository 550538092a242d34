using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.OAuth;

public class ContactSyncTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RemoteContact Person(string id, string name, params string[] addresses) => new() { RemoteId = id, Name = name, Addresses = addresses, Phones = ["+49 1"], Company = "Acme" };

    [Fact]
    public async Task Contacts_are_read_once_connected_then_daily_from_where_they_were()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var id = await world.ConnectAsync();
        var contacts = world.Product.Get<ContactSync>();
        world.Gmail.Contacts.Enqueue(new RemoteContacts([Person("1", "Eve Stone", "Eve@acme.test", "eve@home.test"), Person("2", "Frank", "frank@acme.test")], [], true, "c1"));
        await contacts.SyncDueAsync(Token);
        await contacts.SyncDueAsync(Token);
        Assert.Equal([null], world.Gmail.ContactCursors);
        Assert.Equal(["eve@acme.test", "eve@home.test"], (await contacts.FindAsync(world.Product.Ada, "stone", Token)).Select(f => f.Address));
        Assert.Equal("Frank", Assert.Single(await contacts.FindAsync(world.Product.Ada, "FRANK@", Token)).Name);
        Assert.Empty(await contacts.FindAsync(world.Product.Bob, "frank", Token));

        world.Time.Advance(TimeSpan.FromHours(25));
        world.Gmail.Contacts.Enqueue(new RemoteContacts([Person("1", "Eve Stone-Hill", "eve@acme.test")], ["2"], false, "c2"));
        await contacts.SyncDueAsync(Token);
        Assert.Equal([null, "c1"], world.Gmail.ContactCursors);
        await using var db = await world.Product.OpenAsync();
        var left = Assert.Single(await db.MailboxContacts.Include(c => c.Addresses).AsNoTracking().ToListAsync(Token));
        Assert.Equal(("Eve Stone-Hill", "eve@acme.test"), (left.Name, Assert.Single(left.Addresses).Address));
        Assert.Equal("c2", (await world.MailboxAsync(id)).ContactsCursor);
    }

    [Fact]
    public async Task Complete_answer_takes_away_whoever_is_not_in_it()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var id = await world.ConnectAsync();
        var contacts = world.Product.Get<ContactSync>();
        world.Gmail.Contacts.Enqueue(new RemoteContacts([Person("1", "A", "a@x.test"), Person("2", "B", "b@x.test")], [], true, null));
        world.Gmail.Contacts.Enqueue(new RemoteContacts([Person("2", "B", "b@x.test", "b2@x.test")], [], true, null));
        await contacts.SyncAsync(id, Token);
        await contacts.SyncAsync(id, Token);
        await using var db = await world.Product.OpenAsync();
        Assert.Equal(["b@x.test", "b2@x.test"], await db.MailboxContactAddresses.OrderBy(a => a.Position).Select(a => a.Address).ToListAsync(Token));
    }
}

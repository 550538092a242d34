using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Conformance;

public abstract partial class ProviderConformance
{
    [Fact]
    public async Task Refusal_for_the_rate_passes()
    {
        await DeliverAsync("Patience");
        var (folder, _) = await ListInboxAsync();
        if (!World.RefuseForTheRate(2, null))
            return;
        Assert.Single((await (await SessionAsync()).ListEmailsAsync(folder, Token)).Emails);
    }

    [Fact]
    public async Task Long_pause_that_the_provider_asks_for_is_told_not_waited_for()
    {
        var (folder, _) = await ListInboxAsync();
        if (!World.RefuseForTheRate(1, TimeSpan.FromMinutes(20)))
            return;
        var refusal = await Assert.ThrowsAsync<MailboxAccessException>(async () => await (await SessionAsync()).ListEmailsAsync(folder, Token));
        Assert.Equal(MailboxProblem.RateLimited, refusal.Problem);
        Assert.InRange(refusal.RetryAfter ?? default, TimeSpan.FromMinutes(19), TimeSpan.FromMinutes(20));
    }

    [Fact]
    public async Task Withdrawn_right_asks_for_the_person()
    {
        await World.RevokeAsync();
        var refusal = await Assert.ThrowsAsync<MailboxAccessException>(() => World.Provider.AuthenticateAsync(World.Connection, MailServerSide.Incoming, Token));
        Assert.Contains(refusal.Problem, new[] { MailboxProblem.WrongPassword, MailboxProblem.ConsentWithdrawn });
    }

    [Fact]
    public async Task Contacts_are_told_and_later_their_changes()
    {
        await World.AddContactAsync("Bob Mercier", "bob@mercier.example");
        var all = await World.Provider.SyncContactsAsync(World.Connection, null, Token);
        Assert.True(all.IsComplete);
        var bob = Assert.Single(all.Contacts);
        Assert.Equal(("Bob Mercier", "bob@mercier.example"), (bob.Name, Assert.Single(bob.Addresses)));
        if (!World.Traits.TellsContactChanges)
            return;
        await World.AddContactAsync("Cleo Mercier", "cleo@mercier.example");
        var changes = await World.Provider.SyncContactsAsync(World.Connection, all.NextCursor, Token);
        Assert.False(changes.IsComplete);
        Assert.Equal(["Cleo Mercier"], changes.Contacts.Select(c => c.Name));
    }

    [Fact]
    public async Task Provider_that_does_not_push_says_so()
    {
        if (!World.Traits.HasWebhook)
            Assert.Null(await World.Provider.SetupWebhookAsync(World.Connection, new Uri("https://crm.example/hook"), null, Token));
    }
}

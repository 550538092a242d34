using Microsoft.Extensions.Time.Testing;
using SimpleCrm.Mail;
using SimpleCrm.MailProviders.Gmail;
using SimpleCrm.MailProviders.Outlook;
using SimpleCrm.MailProviders.Tests.Outlook;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Convergence;

/// <summary>What games of chance have found, each as a case of its own.</summary>
public sealed class FoundByChanceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Draft_that_was_edited_elsewhere_is_not_moved_as_the_older_one()
    {
        await using var world = await OutlookHost.StartAsync();
        var session = await world.SessionAsync();
        var (drafts, trash) = ((await world.FolderAsync(FolderRole.Drafts)).RemoteId, (await world.FolderAsync(FolderRole.Trash)).RemoteId);
        var known = await session.SaveDraftAsync(null, TestEmails.Simple("First", "draft@northwind.test"), Token);
        var edited = await session.SaveDraftAsync(known, TestEmails.Simple("Second", "draft@northwind.test"), Token);
        Assert.Empty(await session.MoveAsync(drafts, [known], trash, Token));
        Assert.Equal("drafts", Assert.Single(world.Mailbox.Snapshot().Values).Folder);
        Assert.Equal(edited, Assert.Single(await session.MoveAsync(drafts, [edited], trash, Token)).Key);
        Assert.Equal("deleteditems", Assert.Single(world.Mailbox.Snapshot().Values).Folder);
    }

    [Theory]
    [InlineData(429, SendOutcome.NotSent)]
    [InlineData(400, SendOutcome.NotSent)]
    public async Task Draft_that_could_not_be_removed_after_a_refusal_is_gone_before_the_next_try(int status, SendOutcome outcome)
    {
        await using var world = await OutlookHost.StartAsync(new HurriedTime());
        var message = new OutgoingMessage(TestEmails.Simple("Offer", "offer@northwind.test", $"{MimeReader.OutgoingHeader}: 7\r\n"), "ana@northwind.test", ["bob@northwind.test"]) { Marker = "7" };
        world.Faults.Add(new() { PathContains = "/send", Status = status, Times = 20 });
        world.Faults.Add(new() { PathContains = "permanentDelete", Status = 500, Times = 20 });
        Assert.Equal(outcome, (await world.Provider.SendEmailAsync(world.Connection, message, Token)).Outcome);
        Assert.Equal("drafts", Assert.Single(world.Mailbox.Snapshot().Values).Folder);

        // As long as it cannot be removed, no second one is made.
        Assert.Equal(SendOutcome.NotSent, (await world.Provider.SendEmailAsync(world.Connection, message with { IsRepeated = true }, Token)).Outcome);
        Assert.Single(world.Mailbox.Snapshot());
        world.Faults.Clear();
        Assert.Equal(SendOutcome.Accepted, (await world.Provider.SendEmailAsync(world.Connection, message with { IsRepeated = true }, Token)).Outcome);
        Assert.Equal("sentitems", Assert.Single(world.Mailbox.Snapshot().Values).Folder);
    }

    [Fact]
    public async Task Pause_shorter_than_a_tick_of_the_clock_is_waited_for_and_not_spun_away()
    {
        var clock = new FakeTimeProvider();
        var budget = new UnitBudget(new GmailQuotaOptions(), clock);
        budget.Hold(TimeSpan.FromTicks(10));
        var gmail = budget.TakeAsync(1, isPersonal: true, Token);
        var pace = new MailboxPace(clock);
        pace.Close(TimeSpan.FromTicks(10));
        var outlook = pace.EnterAsync(isBackground: false, Token);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await gmail;
        (await outlook).Dispose();
    }
}

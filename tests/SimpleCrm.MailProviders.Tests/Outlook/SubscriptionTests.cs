using Microsoft.Extensions.Time.Testing;
using SimpleCrm.Mail;
using SimpleCrm.Sync;
using SimpleCrm.TestServers.Processes;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Outlook;

public class SubscriptionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscription_tells_of_changes_with_its_secret_and_ids_that_the_listing_knows()
    {
        await using var world = await OutlookHost.StartAsync();
        await using var receiver = await NotificationReceiver.StartAsync();

        var subscription = await world.Provider.SetupWebhookAsync(world.Connection, receiver.Address, null, Cancellation);
        var id = world.Deliver("News");
        await ArriveAsync(receiver, 1);
        var inbox = (await world.FolderAsync(FolderRole.Inbox)).RemoteId;
        await (await world.SessionAsync()).SetFlagsAsync(inbox, [id], true, null, Cancellation);
        await ArriveAsync(receiver, 2);
        await (await world.SessionAsync()).DeleteAsync(inbox, [id], Cancellation);
        await ArriveAsync(receiver, 3);

        Assert.Equal(["created", "updated", "deleted"], receiver.Items.Select(i => (string?)i["changeType"]));
        Assert.All(receiver.Items, i => Assert.Equal((subscription!.Id, subscription.ClientState, id), ((string?)i["subscriptionId"], (string?)i["clientState"], (string?)i["resourceData"]!["id"])));
        Assert.Equal(64, subscription!.ClientState.Length);
    }

    [Fact]
    public async Task A_subscription_is_renewed_as_long_as_it_is_known_and_made_anew_afterwards()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var world = await OutlookHost.StartAsync(time);
        await using var receiver = await NotificationReceiver.StartAsync();
        var first = await world.Provider.SetupWebhookAsync(world.Connection, receiver.Address, null, Cancellation);
        time.Advance(TimeSpan.FromDays(1));
        world.Token = world.NewToken();
        var renewed = await world.Provider.SetupWebhookAsync(world.Connection, receiver.Address, first, Cancellation);
        time.Advance(TimeSpan.FromDays(4));
        world.Token = world.NewToken();
        var anew = await world.Provider.SetupWebhookAsync(world.Connection, receiver.Address, renewed, Cancellation);

        Assert.Equal(first!.Id, renewed!.Id);
        Assert.InRange(renewed.ExpiresAt - first.ExpiresAt, TimeSpan.FromHours(23.9), TimeSpan.FromHours(24.1));
        Assert.NotEqual(first.Id, anew!.Id);
        Assert.NotEqual(first.ClientState, anew.ClientState);
        Assert.Equal(1, world.Graph.CountSubscriptions(world.Mailbox));

        await world.Provider.RemoveWebhookAsync(world.Connection, anew, Cancellation);
        await world.Provider.RemoveWebhookAsync(world.Connection, anew, Cancellation);
        Assert.Equal(0, world.Graph.CountSubscriptions(world.Mailbox));
    }

    [Fact]
    public async Task An_address_that_does_not_answer_the_handshake_gets_no_subscription()
    {
        await using var world = await OutlookHost.StartAsync();
        await using var receiver = await NotificationReceiver.StartAsync();
        receiver.AnswersHandshake = false;

        var refusal = await Assert.ThrowsAsync<MailboxAccessException>(() => world.Provider.SetupWebhookAsync(world.Connection, receiver.Address, null, Cancellation));

        Assert.True(refusal.IsRefusal);
        Assert.Equal(0, world.Graph.CountSubscriptions(world.Mailbox));
    }

    [Fact]
    public async Task Lifecycle_events_arrive_and_a_suspended_subscription_is_silent_until_renewed()
    {
        await using var world = await OutlookHost.StartAsync();
        await using var receiver = await NotificationReceiver.StartAsync();
        var subscription = await world.Provider.SetupWebhookAsync(world.Connection, receiver.Address, null, Cancellation);

        world.Graph.AnnounceMissed(world.Mailbox);
        world.Graph.RequireReauthorization(world.Mailbox);
        world.Deliver("Unheard");
        await world.Provider.SetupWebhookAsync(world.Connection, receiver.Address, subscription, Cancellation);
        var heard = world.Deliver("Heard");
        await ArriveAsync(receiver, 3);
        world.Graph.RemoveSubscriptions(world.Mailbox);
        await ArriveAsync(receiver, 4);

        Assert.Equal(["missed", "reauthorizationRequired", null, "subscriptionRemoved"], receiver.Items.Select(i => (string?)i["lifecycleEvent"]));
        Assert.Equal(heard, (string?)receiver.Items.ElementAt(2)["resourceData"]!["id"]);
        Assert.NotEqual(subscription!.Id, (await world.Provider.SetupWebhookAsync(world.Connection, receiver.Address, subscription, Cancellation))!.Id);
    }

    [Fact]
    public async Task Notifications_can_be_lost_doubled_and_shuffled_into_one_post()
    {
        await using var world = await OutlookHost.StartAsync();
        await using var receiver = await NotificationReceiver.StartAsync();
        await world.Provider.SetupWebhookAsync(world.Connection, receiver.Address, null, Cancellation);
        var faults = world.Graph.NotificationFaults;

        faults.Lose = true;
        world.Deliver("Lost");
        faults.Lose = false;
        faults.Double = true;
        var doubled = world.Deliver("Doubled");
        await ArriveAsync(receiver, 2);
        (faults.Double, faults.Shuffle) = (false, true);
        var (first, second) = (world.Deliver("First"), world.Deliver("Second"));
        world.Graph.ReleaseNotifications();
        await ArriveAsync(receiver, 4);

        Assert.Equal([doubled, doubled, second, first], receiver.Items.Select(i => (string?)i["resourceData"]!["id"]));
        Assert.Equal(3, receiver.Posts.Count);
    }

    private static Task ArriveAsync(NotificationReceiver receiver, int count) =>
        Until.TrueAsync(() => Task.FromResult(receiver.Items.Count() >= count), TimeSpan.FromSeconds(20), () => $"{receiver.Items.Count()} notifications of {count}", Cancellation);
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.FollowUp;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

public sealed class ScheduleTests
{
    [Fact]
    public async Task Scheduled_email_leaves_at_its_time_and_says_so_in_its_date()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var at = world.Time.GetUtcNow().AddHours(5);
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { SendAt = at, TimeZone = "America/New_York" }, default);
        world.Time.Advance(TimeSpan.FromHours(4.9));
        await world.RunDueAsync(mailbox);
        Assert.Empty(world.Server.Accepted);
        var row = (await world.Sending.FindAsync(world.Ann, receipt.Id, default))!;
        Assert.Equal((at.UtcDateTime, "America/New_York"), (row.ScheduledFor, row.ScheduledZone));
        world.Time.Advance(TimeSpan.FromHours(0.1));
        await world.RunDueAsync(mailbox);
        Assert.Equal(at, ScriptedServer.Read(Assert.Single(world.Server.Accepted).Content).Date);
    }

    [Fact]
    public async Task Schedule_survives_a_restart_and_is_changed_and_sent_at_once()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { SendAt = world.Time.GetUtcNow().AddDays(1) }, default);
        await world.RestartAsync();
        Assert.NotEqual("", await world.Sending.RescheduleAsync(world.Ann, receipt.Id, world.Time.GetUtcNow().AddDays(900), null, default));
        Assert.Null(await world.Sending.RescheduleAsync(world.Ann, receipt.Id, world.Time.GetUtcNow().AddDays(3), "Asia/Tokyo", default));
        Assert.Equal("Asia/Tokyo", (await world.OutgoingAsync(receipt.Id)).ScheduledZone);
        world.Time.Advance(TimeSpan.FromDays(2));
        await world.RunDueAsync(mailbox);
        Assert.Empty(world.Server.Accepted);
        Assert.True(await world.Sending.RetryAsync(world.Ann, receipt.Id, default));
        await world.RunDueAsync(mailbox);
        Assert.Equal(world.Time.GetUtcNow(), ScriptedServer.Read(Assert.Single(world.Server.Accepted).Content).Date);
        Assert.Equal("", await world.Sending.RescheduleAsync(world.Ann, receipt.Id, world.Time.GetUtcNow().AddDays(1), null, default));
    }

    [Theory]
    [InlineData("bob@customer.example", false, true)]
    [InlineData("bob@customer.example", true, false)]
    [InlineData("somebody@else.example", false, false)]
    public async Task Email_that_waits_is_taken_back_when_its_recipient_writes_first(string sender, bool isAutoReply, bool isTakenBack)
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { SendAt = world.Time.GetUtcNow().AddDays(1), CancelIfAnswered = true }, default);
        world.Time.Advance(TimeSpan.FromHours(1));
        await world.ReceiveAsync(mailbox, new ParsedEmail { MessageId = "a@customer.example", From = new EmailAddress(sender, "Bob"), Subject = "Something else", SentAt = world.Time.GetUtcNow(), IsAutoReply = isAutoReply });
        await world.Get<FollowUpDue>().RunAsync(default);
        Assert.Equal(isTakenBack ? OutgoingState.Cancelled : OutgoingState.Prepared, (await world.OutgoingAsync(receipt.Id)).State);
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.RunDueAsync(mailbox);
        Assert.Equal(isTakenBack ? 0 : 1, world.Server.Accepted.Count);
    }

    [Fact]
    public async Task Answer_is_looked_for_at_the_moment_of_sending_too()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { SendAt = world.Time.GetUtcNow().AddDays(1), CancelIfAnswered = true }, default);
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.ReceiveAsync(mailbox, new ParsedEmail { MessageId = "a@customer.example", From = new EmailAddress("Bob@Customer.example", ""), SentAt = world.Time.GetUtcNow() });
        await world.RunDueAsync(mailbox);
        Assert.Empty(world.Server.Accepted);
        Assert.Equal(SendGate.Answered, (await world.OutgoingAsync(receipt.Id)).ServerReply);
    }

    [Fact]
    public async Task Person_who_was_disabled_meanwhile_sends_nothing()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { SendAt = world.Time.GetUtcNow().AddDays(1) }, default);
        await using (var db = await world.DatabaseAsync())
            await db.Users.ExecuteUpdateAsync(s => s.SetProperty(u => u.IsDisabled, true));
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.RunDueAsync(mailbox);
        Assert.Empty(world.Server.Accepted);
        var row = await world.OutgoingAsync(receipt.Id);
        Assert.Equal(OutgoingState.Rejected, row.State);
        Assert.StartsWith("Not sent: its sender", row.ServerReply);
    }

    [Fact]
    public async Task Address_that_must_not_be_written_to_any_more_stops_what_waits()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox, "Bob@customer.example") with { SendAt = world.Time.GetUtcNow().AddDays(1) }, default);
        await using (var db = await world.DatabaseAsync())
        {
            db.SuppressedAddresses.Add(new SuppressedAddress { Address = "bob@customer.example", Reason = "asked for no email", CreatedAt = world.Time.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync();
        }
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.RunDueAsync(mailbox);
        Assert.Empty(world.Server.Accepted);
        Assert.Contains("asked for no email", (await world.OutgoingAsync(receipt.Id)).ServerReply);
    }

    [Fact]
    public async Task Mailbox_sends_no_more_a_minute_than_it_may_and_the_rest_waits_and_says_so()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        for (var number = 0; number < 33; number++)
            await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.RunDueAsync(mailbox);
        Assert.Equal(30, world.Server.Accepted.Count);
        Assert.Equal(3, (await world.Sending.ListAsync(world.Ann, default)).Count(r => r.State == OutgoingState.Prepared && r.ServerReply!.StartsWith("Waits: this mailbox sends at most 30", StringComparison.Ordinal)));
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.RunDueAsync(mailbox);
        Assert.Equal(33, world.Server.Accepted.Count);
    }

    [Fact]
    public async Task Mailbox_writes_to_no_more_recipients_a_day_than_it_may()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var many = Requests.To(mailbox, [.. Enumerable.Range(0, 200).Select(n => $"p{n}@customer.example")]);
        for (var number = 0; number < 11; number++)
            await world.Sending.SendAsync(world.Ann, many, default);
        await world.RunDueAsync(mailbox);
        Assert.Equal(10, world.Server.Accepted.Count);
        var waiting = Assert.Single(await world.Sending.ListAsync(world.Ann, default), r => r.State == OutgoingState.Prepared);
        Assert.Contains("2000 recipients", waiting.ServerReply);
        world.Time.Advance(TimeSpan.FromHours(24));
        await world.RunDueAsync(mailbox);
        Assert.Equal(11, world.Server.Accepted.Count);
    }
}

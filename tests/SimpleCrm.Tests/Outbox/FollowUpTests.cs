using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.FollowUp;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

public sealed class FollowUpTests
{
    private static readonly ThreadScope Inbox = new();
    private static readonly ThreadScope Snoozed = new() { SnoozedOnly = true };

    [Fact]
    public async Task Snoozed_thread_leaves_the_inbox_and_returns_on_top_at_its_time_through_restarts()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var old = await ReceiveAsync(world, mailbox, "old@customer.example", "Old");
        world.Time.Advance(TimeSpan.FromHours(1));
        var until = world.Time.GetUtcNow().AddHours(20);
        Assert.Equal(1, await world.Get<FollowUps>().SnoozeAsync(world.Ann, [old.ThreadId], until, default));
        Assert.Empty(await RowsAsync(world, Inbox));
        Assert.Equal(until.UtcDateTime, Assert.Single(await RowsAsync(world, Snoozed)).SnoozedUntil);
        Assert.Equal(1, await world.Get<FollowUps>().CountSnoozedAsync(world.Ann, default));

        world.Time.Advance(TimeSpan.FromHours(10));
        var newer = await ReceiveAsync(world, mailbox, "new@customer.example", "Newer");
        await world.RestartAsync();
        await world.Get<FollowUpDue>().RunAsync(default);
        Assert.Equal([newer.ThreadId], (await RowsAsync(world, Inbox)).Select(r => r.Id));
        world.Time.Advance(TimeSpan.FromHours(10));
        await world.RestartAsync();
        await world.Get<FollowUpDue>().RunAsync(default);
        Assert.Equal([old.ThreadId, newer.ThreadId], (await RowsAsync(world, Inbox)).Select(r => r.Id));
        Assert.Empty(await RowsAsync(world, Snoozed));
    }

    [Fact]
    public async Task Snoozed_thread_wakes_when_an_answer_comes()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var first = await ReceiveAsync(world, mailbox, "first@customer.example", "Offer");
        world.Time.Advance(TimeSpan.FromMinutes(5));
        await world.Get<FollowUps>().SnoozeAsync(world.Ann, [first.ThreadId], world.Time.GetUtcNow().AddDays(7), default);
        await world.Get<FollowUpDue>().RunAsync(default);
        Assert.Empty(await RowsAsync(world, Inbox));
        world.Time.Advance(TimeSpan.FromMinutes(5));
        await ReceiveAsync(world, mailbox, "second@customer.example", "Re: Offer", "first@customer.example");
        await world.Get<FollowUpDue>().RunAsync(default);
        Assert.Equal([first.ThreadId], (await RowsAsync(world, Inbox)).Select(r => r.Id));
        Assert.Empty(await RowsAsync(world, Snoozed));
    }

    [Fact]
    public async Task Snooze_is_taken_back_and_nobody_else_can_ask_for_it()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var email = await ReceiveAsync(world, mailbox, "first@customer.example", "Offer");
        var mallory = new Viewer(RowId.Next(), Role.Rep, "UTC");
        await world.AddUserAsync(mallory);
        var followUps = world.Get<FollowUps>();
        var until = world.Time.GetUtcNow().AddDays(1);
        Assert.Equal(0, await followUps.SnoozeAsync(mallory, [email.ThreadId], until, default));
        Assert.Equal(0, await followUps.SnoozeAsync(world.Ann, [email.ThreadId], world.Time.GetUtcNow().AddMinutes(-1), default));
        Assert.Single(await RowsAsync(world, Inbox));
        await followUps.SnoozeAsync(world.Ann, [email.ThreadId], until, default);
        Assert.Equal(0, await followUps.UnsnoozeAsync(mallory, [email.ThreadId], default));
        Assert.Equal(1, await followUps.UnsnoozeAsync(world.Ann, [email.ThreadId], default));
        var row = Assert.Single(await RowsAsync(world, Inbox));
        Assert.Equal(email.SortAt, row.LastAt);
    }

    [Fact]
    public async Task Unanswered_email_comes_back_to_the_inbox_when_its_reminder_is_due_and_leaves_when_seen()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        await ReceiveAsync(world, mailbox, "other@customer.example", "Other");
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { RemindAt = world.Time.GetUtcNow().AddDays(2) }, default);
        await world.RunDueAsync(mailbox);
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.Get<FollowUpDue>().RunAsync(default);
        Assert.DoesNotContain(await RowsAsync(world, Inbox), r => r.Id == receipt.ThreadId);
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.RestartAsync();
        await world.Get<FollowUpDue>().RunAsync(default);
        var row = (await RowsAsync(world, Inbox))[0];
        Assert.Equal((receipt.ThreadId, true), (row.Id, row.IsReminderDue));
        Assert.Equal(2, (await world.Get<FolderLists>().GetAsync(world.Ann, default)).SelectMany(m => m.Folders).Single(f => f.Role == FolderRole.Inbox).ThreadCount);
        await world.Get<FollowUps>().DismissAsync(world.Ann, [receipt.ThreadId], default);
        Assert.DoesNotContain(await RowsAsync(world, Inbox), r => r.Id == receipt.ThreadId);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Reminder_is_settled_by_an_answer_but_not_by_a_machine(bool isAutoReply, bool isDue)
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { RemindAt = world.Time.GetUtcNow().AddDays(2) }, default);
        await world.RunDueAsync(mailbox);
        await using (var db = await world.DatabaseAsync())
            if (!await db.Folders.AnyAsync(f => f.Role == FolderRole.Inbox))
            {
                db.Folders.Add(new MailFolder { MailboxId = mailbox, RemoteId = "INBOX", Name = "Inbox", Role = FolderRole.Inbox });
                await db.SaveChangesAsync();
            }
        world.Time.Advance(TimeSpan.FromHours(1));
        var sent = await world.OutgoingAsync(receipt.Id);
        await ReceiveAsync(world, mailbox, "answer@customer.example", "Re: Offer", sent.MessageId, isAutoReply);
        world.Time.Advance(TimeSpan.FromDays(3));
        await world.Get<FollowUpDue>().RunAsync(default);
        Assert.Equal(isDue, (await RowsAsync(world, Inbox)).Any(r => r.IsReminderDue));
    }

    private static Task<Email> ReceiveAsync(OutboxWorld world, long mailbox, string messageId, string subject, string? answers = null, bool isAutoReply = false) =>
        world.ReceiveAsync(mailbox, new ParsedEmail
        {
            MessageId = messageId,
            InReplyTo = answers,
            References = answers is null ? [] : [answers],
            From = new EmailAddress("bob@customer.example", "Bob"),
            Subject = subject,
            SentAt = world.Time.GetUtcNow(),
            IsAutoReply = isAutoReply,
        });

    private static async Task<IReadOnlyList<ThreadRow>> RowsAsync(OutboxWorld world, ThreadScope scope) =>
        (await world.Get<ThreadLists>().GetWindowAsync(world.Ann, scope, 0, 50, default)).Rows;
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

public sealed class DraftSendingTests
{
    private static readonly Guid Id = Guid.Parse("3f6a0c1e-8d5b-4f0e-9c4b-2f1d7e6a9b01");

    [Fact]
    public async Task Sent_draft_leaves_the_list_at_once_and_the_provider_once_it_was_accepted()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        await SaveAsync(world, mailbox, 0, "text");
        await FileAsync(world);
        var receipt = await SendAsync(world, 1);
        Assert.True(receipt.IsAccepted);
        Assert.Empty(await world.Get<Drafts>().ListAsync(world.Ann, 0, 50, default));
        Assert.Null((await SaveAsync(world, mailbox, 1, "too late")).Current);
        Assert.Single(world.Server.Drafts);

        world.Time.Advance(TimeSpan.FromSeconds(10));
        await world.RunDueAsync(mailbox);
        await FileAsync(world);
        Assert.Single(world.Server.Accepted);
        Assert.Empty(world.Server.Drafts);
        await using var db = await world.DatabaseAsync();
        Assert.Empty((await db.Drafts.SingleAsync()).ContentCipher);
    }

    [Fact]
    public async Task Email_taken_back_is_a_draft_again_and_its_edited_text_is_delivered_once()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        await SaveAsync(world, mailbox, 0, "first words");
        var receipt = await SendAsync(world, 1);
        Assert.True(await world.Sending.CancelAsync(world.Ann, receipt.Id, default));
        var back = (await world.Get<Drafts>().FindAsync(world.Ann, Id, default))!;
        Assert.Equal((2, "first words"), (back.Revision, back.Content.Text));
        await SaveAsync(world, mailbox, 2, "better words");
        Assert.True((await SendAsync(world, 3)).IsAccepted);
        world.Time.Advance(TimeSpan.FromSeconds(10));
        await world.SettleAsync(mailbox);
        Assert.Equal("better words", TextOf(Assert.Single(world.Server.Accepted).Content));
        Assert.Single(world.Server.Sent);
    }

    [Fact]
    public async Task Send_pressed_many_times_sends_once_and_gives_the_same_answer()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        await SaveAsync(world, mailbox, 0, "text");
        var receipts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SendAsync(world, 1))));
        Assert.Single(receipts.Select(r => r.Id).Distinct());
        var order = new DraftSendOrder { Revision = 1, IdempotencyKey = "k", UndoSeconds = 5 };
        Assert.Null(await world.Get<DraftSending>().SendAsync(world.Ann, Id, order, default));
        await world.SettleAsync(mailbox);
        Assert.Single(world.Server.Accepted);
    }

    [Fact]
    public async Task Sending_names_the_fields_that_are_wrong_and_the_draft_stays()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var content = new DraftContent
        {
            To = [new EmailAddress("bob@customer.example\r\nBcc: eve@x.example", "")],
            Cc = [new EmailAddress("bob@customer.example", "Bob\r\nX-Evil: 1")],
            Bcc = [new EmailAddress("nobody", "")],
            Subject = "Hi\r\nBcc: eve@x.example",
        };
        await world.Get<Drafts>().SaveAsync(world.Ann, Id, 0, mailbox, content, default);
        var receipt = await SendAsync(world, 1);
        Assert.Equal(["bcc", "cc", "subject", "to"], receipt.Errors.Keys.Order());
        Assert.Single(await world.Get<Drafts>().ListAsync(world.Ann, 0, 50, default));
        await FileAsync(world);
        var copy = ScriptedServer.Read(Assert.Single(world.Server.Drafts).Value);
        Assert.Empty(copy.Bcc);
        Assert.Null(copy.Headers["X-Evil"]);
        Assert.DoesNotContain("eve", copy.To.ToString());
    }

    [Fact]
    public async Task Older_revision_is_not_sent()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        await SaveAsync(world, mailbox, 0, "one");
        await SaveAsync(world, mailbox, 1, "two");
        Assert.True((await SendAsync(world, 1)).IsConflict);
        await world.SettleAsync(mailbox);
        Assert.Empty(world.Server.Accepted);
    }

    private static Task<DraftSaved> SaveAsync(OutboxWorld world, long mailbox, int baseRevision, string text) =>
        world.Get<Drafts>().SaveAsync(world.Ann, Id, baseRevision, mailbox, new DraftContent { To = [new EmailAddress("bob@customer.example", "Bob")], Subject = "Offer", Text = text }, default);

    private static async Task<SendReceipt> SendAsync(OutboxWorld world, int revision) =>
        await world.Get<DraftSending>().SendAsync(world.Ann, Id, new DraftSendOrder { Revision = revision }, default) ?? throw new InvalidOperationException("The draft is not there.");

    private static string? TextOf(byte[] message) => ScriptedServer.Read(message).TextBody?.Trim();

    private static Task FileAsync(OutboxWorld world)
    {
        world.Time.Advance(TimeSpan.FromMinutes(1));
        return world.Get<DraftWorker>().RunDueAsync(default);
    }
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sandbox;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Gmail;

/// <summary>The whole way: consented mailbox, engine, adapter, simulated Gmail.</summary>
public sealed class GmailEngineTests(GmailProduct product) : IClassFixture<GmailProduct>
{
    private static readonly DateTimeOffset Day = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static void Fill(GmailSeat seat, int count, params string[] labels)
    {
        for (var i = 0; i < count; i++)
            seat.Server.Add(TestEmails.Simple($"Email {i}"), Day.AddMinutes(i), labels.Length == 0 ? ["INBOX", "UNREAD"] : labels);
    }

    [Fact]
    public async Task Email_under_many_labels_is_one_row_and_is_fetched_once()
    {
        var seat = await product.SeatAsync();
        var label = seat.Server.CreateLabel("Clients");
        Fill(seat, 60, "INBOX", label, "STARRED");
        var before = seat.Server.Quota.Used;
        await seat.SettleAsync();
        Assert.Equal(60, await seat.CountAsync());
        // Three places, one message each: 60 gets at 5 units, and lists.
        Assert.InRange(seat.Server.Quota.Used - before, 300, 600);
    }

    [Fact]
    public async Task Idle_mailbox_costs_a_handful_of_units()
    {
        var seat = await product.SeatAsync();
        for (var i = 0; i < 15; i++)
            seat.Server.CreateLabel($"Label {i}");
        Fill(seat, 20);
        await seat.SettleAsync();
        await seat.SyncAsync(KnockReason.Poll);
        var before = seat.Server.Quota.Used;
        await seat.SyncAsync(KnockReason.Poll);
        Assert.InRange(seat.Server.Quota.Used - before, 1, 10);
    }

    [Fact]
    public async Task What_is_done_here_is_true_there()
    {
        var seat = await product.SeatAsync();
        var label = seat.Server.CreateLabel("Clients");
        Fill(seat, 6);
        await seat.SettleAsync();
        var threads = await seat.ThreadIdsAsync();
        await seat.Actions.SetReadAsync(seat.Owner, threads, true, Token);
        await seat.Actions.SetStarredAsync(seat.Owner, [threads[0]], true, Token);
        await seat.Actions.ArchiveAsync(seat.Owner, [threads[1]], Token);
        await seat.Actions.TrashAsync(seat.Owner, [threads[2]], Token);
        await seat.Actions.SpamAsync(seat.Owner, [threads[3]], Token);
        await seat.Actions.MoveAsync(seat.Owner, [threads[4]], await seat.FolderIdAsync(label), Token);
        await seat.SettleAsync();
        var labels = seat.Server.Messages().Select(m => string.Join(' ', m.Labels.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);
        Assert.Equal(["", "INBOX", "INBOX STARRED", label, "SPAM", "TRASH"], labels);
    }

    [Fact]
    public async Task Expired_history_keeps_every_row()
    {
        var seat = await product.SeatAsync();
        Fill(seat, 30);
        await seat.SettleAsync();
        var threads = await seat.ThreadIdsAsync();
        await using var db = await product.DatabaseAsync();
        var before = await db.Emails.Where(e => e.MailboxId == seat.MailboxId).Select(e => e.Id).Order().ToListAsync(Token);
        seat.Server.Deliver(TestEmails.Simple("New"), Day.AddDays(1));
        seat.Server.Delete(seat.Server.Messages()[5].Id);
        seat.Server.ExpireHistory();
        await seat.SettleAsync();
        var after = await db.Emails.Where(e => e.MailboxId == seat.MailboxId && db.Placements.Any(p => p.EmailId == e.Id)).Select(e => e.Id).ToListAsync(Token);
        Assert.Equal((30, 29), (after.Count, after.Intersect(before).Count()));
        Assert.Subset((await seat.ThreadIdsAsync()).ToHashSet(), threads.ToHashSet());
    }

    [Fact]
    public async Task Withdrawn_consent_asks_the_person_and_5xx_does_not()
    {
        var seat = await product.SeatAsync();
        Fill(seat, 3);
        await seat.SettleAsync();
        product.Sandbox.Faults.Add(new SandboxFault { PathContains = "/google/", Status = 500, Times = 6 });
        await seat.SyncAsync();
        product.Sandbox.Faults.Clear();
        Assert.NotEqual(MailboxState.NeedsReconnect, await StateAsync(seat));
        product.Sandbox.GoogleAccounts.Withdraw(seat.Server.Address);
        await seat.SyncAsync();
        Assert.Equal(MailboxState.NeedsReconnect, await StateAsync(seat));
    }

    private async Task<MailboxState> StateAsync(GmailSeat seat)
    {
        await using var db = await product.DatabaseAsync();
        return await db.Mailboxes.Where(m => m.Id == seat.MailboxId).Select(m => m.State).SingleAsync(Token);
    }
}

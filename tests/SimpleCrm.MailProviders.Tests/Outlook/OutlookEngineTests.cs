using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using SimpleCrm.Sandbox;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Outlook;

/// <summary>The whole way: outbox, engine, adapter, simulated mailbox.</summary>
public class OutlookEngineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 60)]
    public async Task A_sent_email_is_one_row_that_is_filed(bool isRewrittenAndRenamed, int secondsLate)
    {
        await using var bed = await OutlookBed.CreateAsync();
        (bed.Host.Graph.RewritesMessageIds, bed.Host.Graph.RenamesSentMessages, bed.Host.Graph.SentDelay) = (isRewrittenAndRenamed, isRewrittenAndRenamed, TimeSpan.FromSeconds(secondsLate));
        await bed.SyncAsync();

        var receipt = await bed.Get<EmailSending>().SendAsync(bed.Owner, Request(bed), Cancellation);
        await TestServers.Processes.Until.TrueAsync(async () =>
        {
            await bed.SettleOutboxAsync();
            return await StateAsync(bed) == OutgoingState.Filed;
        }, TimeSpan.FromSeconds(30), () => "the sent email is not filed", Cancellation);

        await using var db = bed.Db();
        var email = await db.Emails.SingleAsync(e => e.MailboxId == bed.MailboxId, Cancellation);
        Assert.Equal((receipt.EmailId, EmailStatus.Sent), (email.Id, email.Status));
        var (here, there) = await bed.CompareAsync();
        Assert.Equal(there, here);
    }

    private static async Task<OutgoingState> StateAsync(OutlookBed bed)
    {
        await using var db = bed.Db();
        return (await db.OutgoingEmails.SingleAsync(Cancellation)).State;
    }

    [Fact]
    public async Task A_draft_that_a_failed_send_left_behind_is_no_proof_that_it_was_sent()
    {
        await using var bed = await OutlookBed.CreateAsync();
        await bed.SyncAsync();
        bed.Host.Faults.Add(new SandboxFault { PathContains = "/send", DropBefore = true });

        await bed.Get<EmailSending>().SendAsync(bed.Owner, Request(bed), Cancellation);
        await bed.SettleOutboxAsync();
        bed.Host.Mailbox.MoveTo(bed.Host.Mailbox.Snapshot().Keys.Single(), "deleteditems");
        await bed.SettleOutboxAsync();

        await using var db = bed.Db();
        Assert.Equal(OutgoingState.Unknown, (await db.OutgoingEmails.SingleAsync(Cancellation)).State);
        Assert.Equal("deleteditems", bed.Host.Mailbox.Snapshot().Values.Single().Folder);
    }

    [Fact]
    public async Task Categories_and_the_focused_inbox_are_stored_and_follow_the_delta()
    {
        await using var bed = await OutlookBed.CreateAsync();
        var (marked, plain) = (bed.Host.Deliver("Marked"), bed.Host.Deliver("Plain"));
        bed.Host.Mailbox.Classify(marked, "other", "Client", "Invoice");
        await bed.SettleAsync(2);
        var first = await MarksAsync(bed);

        bed.Host.Mailbox.Classify(marked, "focused", "Client");
        bed.Host.Mailbox.Classify(plain, "other");
        await bed.SettleAsync(2);
        var second = await MarksAsync(bed);

        Assert.Equal([("Marked", "Client\nInvoice", InboxFocus.Other), ("Plain", "", InboxFocus.Focused)], first);
        Assert.Equal([("Marked", "Client", InboxFocus.Focused), ("Plain", "", InboxFocus.Other)], second);
    }

    [Fact]
    public async Task An_expired_sync_state_keeps_every_row()
    {
        await using var bed = await OutlookBed.CreateAsync();
        for (var i = 0; i < 120; i++)
            bed.Host.Deliver($"Email {i}");
        await bed.SettleAsync(2);
        var before = await IdsAsync(bed);

        bed.Host.Mailbox.ExpireSyncState();
        bed.Host.Mailbox.Delete(bed.Host.Mailbox.Snapshot().Keys.First());
        bed.Host.Deliver("New");
        await bed.SettleAsync(3);

        Assert.Equal(120, before.Count);
        Assert.Equal(119, (await IdsAsync(bed)).Intersect(before).Count());
        var (here, there) = await bed.CompareAsync();
        Assert.Equal(there, here);
    }

    [Fact]
    public async Task Twenty_thousand_emails_are_read_without_one_refusal()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_FULL") == "1", "Long.");
        await using var bed = await OutlookBed.CreateAsync();
        bed.Host.Graph.Observer = null;
        for (var i = 0; i < 20_000; i++)
            bed.Host.Deliver($"Email {i}");
        var started = TimeProvider.System.GetTimestamp();

        await bed.SyncAsync();

        TestContext.Current.TestOutputHelper?.WriteLine($"{TimeProvider.System.GetElapsedTime(started)}, {GC.GetTotalMemory(true) / 1_000_000} MB");
        await using var db = bed.Db();
        Assert.Equal(20_000, await db.Emails.CountAsync(Cancellation));
        Assert.Equal(0, bed.Host.Mailbox.OverlappingCallsRefused);
    }

    private static async Task<List<(string, string, InboxFocus?)>> MarksAsync(OutlookBed bed)
    {
        await using var db = bed.Db();
        var marks = await db.Emails.OrderBy(e => e.Subject)
            .Select(e => new { e.Subject, e.Categories, e.Focus, InList = db.ThreadPlacements.Where(p => p.ThreadId == e.ThreadId).Select(p => p.Focus).Single() }).ToListAsync(Cancellation);
        Assert.All(marks, m => Assert.Equal(m.Focus, m.InList));
        return [.. marks.Select(m => (m.Subject, m.Categories, m.Focus))];
    }

    private static async Task<List<long>> IdsAsync(OutlookBed bed)
    {
        await using var db = bed.Db();
        return await db.Emails.Where(e => e.OrphanedAt == null).Select(e => e.Id).ToListAsync(Cancellation);
    }

    private static SendRequest Request(OutlookBed bed) => new() { MailboxId = bed.MailboxId, To = [new EmailAddress("bob@mercier.example", "Bob")], Subject = "Offer", BodyText = "Here it is." };
}

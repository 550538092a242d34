using Microsoft.EntityFrameworkCore;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Sync;

public class ThreadTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(0, 2, 3, 1)]
    [InlineData(3, 0, 1, 2)]
    public async Task Replies_form_one_thread_in_whatever_order_they_come(params int[] order)
    {
        await using var bed = await SyncBed.CreateAsync();
        await bed.SyncAsync();
        foreach (var i in order)
        {
            bed.Server.Inbox.Add(Letters.Letter(i, i == 0 ? null : $"m{i - 1}@example.net"), bed.Time.GetUtcNow());
            await bed.SyncAsync();
        }
        await bed.AssertEqualToServerAsync();
        await using var db = bed.Db();
        var thread = await db.Threads.SingleAsync(Stop);
        Assert.Equal((4, "Letter 0", "This is letter 3."), (thread.EmailCount, thread.Subject, thread.Snippet));
    }

    [Fact]
    public async Task Replies_to_a_missing_parent_belong_together()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Add(Letters.Letter(1, "never-seen@example.net"), SyncBed.Start);
        bed.Server.Folder("Archive").Add(Letters.Letter(2, "never-seen@example.net"), SyncBed.Start);
        await bed.SyncAsync();
        Assert.Single((await bed.EmailsAsync()).Select(e => e.ThreadId).Distinct());
    }

    [Fact]
    public async Task Equal_subjects_alone_make_no_thread()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Add(Letters.Letter(1, subject: "Hello"), SyncBed.Start);
        bed.Server.Inbox.Add(Letters.Letter(2, subject: "Hello"), SyncBed.Start);
        await bed.SyncAsync();
        Assert.Equal(2, (await bed.EmailsAsync()).Select(e => e.ThreadId).Distinct().Count());
    }

    [Fact]
    public async Task A_thread_tells_who_wrote_newest_last_or_to_whom_if_nobody_answered()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Add(Letters.Letter(1, from: "bob@example.net"), SyncBed.Start.AddHours(-3));
        bed.Server.Inbox.Add(Letters.Letter(2, "m1@example.net", from: "carol@example.net"), SyncBed.Start.AddHours(-2));
        bed.Server.Inbox.Add(Letters.Letter(3, "m2@example.net", from: "bob@example.net"), SyncBed.Start.AddHours(-1));
        bed.Server.Folder("Sent").Add(Letters.Letter(9, from: "anna@example.org"), SyncBed.Start, isRead: true);
        await bed.SyncAsync();
        await using var db = bed.Db();
        var threads = await db.Threads.OrderByDescending(t => t.EmailCount).ToListAsync(Stop);
        Assert.Equal(["carol@example.net", "bob@example.net"], StoredPeople.Addresses(threads[0].ParticipantsJson).Select(p => p.Email));
        Assert.Equal(["anna@example.org"], StoredPeople.Addresses(threads[1].ParticipantsJson).Select(p => p.Email));
        Assert.True(threads[1].LastIsOutbound);
    }

    [Fact]
    public async Task A_time_in_the_future_or_long_past_does_not_decide_the_order()
    {
        await using var bed = await SyncBed.CreateAsync();
        var received = SyncBed.Start.AddHours(-1);
        bed.Server.Inbox.Add(Letters.Letter(1) with { SentAt = SyncBed.Start.AddYears(9) }, received);
        bed.Server.Inbox.Add(Letters.Letter(2) with { SentAt = DateTimeOffset.UnixEpoch }, received);
        bed.Server.Inbox.Add(Letters.Letter(3) with { SentAt = null }, received);
        bed.Server.Inbox.Add(Letters.Letter(4) with { SentAt = received.AddMinutes(-5) }, received);
        await bed.SyncAsync();
        Assert.Equal([received.AddMinutes(-5).UtcDateTime, received.UtcDateTime, received.UtcDateTime, received.UtcDateTime], (await bed.EmailsAsync()).Select(e => e.SortAt));
    }

    [Theory]
    [InlineData(OutgoingState.Accepted, OutgoingState.Filed)]
    [InlineData(OutgoingState.Unknown, OutgoingState.Filed)]
    [InlineData(OutgoingState.Submitting, OutgoingState.Submitting)]
    public async Task The_copy_in_Sent_becomes_the_email_that_was_sent_from_here(OutgoingState before, OutgoingState after)
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Put(1);
        await bed.SyncAsync();
        var (outgoingId, emailId) = await SendAsync(bed, before);
        // The server put its own Message-ID in place of ours.
        bed.Server.Folder("Sent").Add(Letters.Letter(2, "m1@example.net", from: "anna@example.org", messageId: "rewritten@server") with { OutgoingMarker = $"{outgoingId}" }, bed.Time.GetUtcNow(), isRead: true);
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        var sent = Assert.Single(await bed.EmailsAsync(), e => e.Subject == "Letter 2");
        Assert.Equal((emailId, outgoingId), (sent.Id, sent.OutgoingEmailId));
        await using var db = bed.Db();
        Assert.Equal(after, (await db.OutgoingEmails.SingleAsync(Stop)).State);
        Assert.Equal(2, (await db.Threads.SingleAsync(Stop)).EmailCount);
    }

    [Fact]
    public async Task Our_mark_on_somebody_elses_email_takes_nothing_over()
    {
        await using var bed = await SyncBed.CreateAsync();
        await bed.SyncAsync();
        var (outgoingId, emailId) = await SendAsync(bed, OutgoingState.Unknown);
        bed.Server.Inbox.Add(Letters.Letter(2, from: "mallory@example.com", messageId: "sent@example.org") with { OutgoingMarker = $"{outgoingId}" }, bed.Time.GetUtcNow());
        await bed.SyncAsync();
        Assert.NotEqual(emailId, (await bed.EmailsAsync()).Single(e => e.FromAddress == "mallory@example.com").Id);
        await using var db = bed.Db();
        Assert.Equal(OutgoingState.Unknown, (await db.OutgoingEmails.SingleAsync(Stop)).State);
    }

    private static async Task<(long OutgoingId, long EmailId)> SendAsync(SyncBed bed, OutgoingState state)
    {
        await using var db = bed.Db();
        var thread = await db.Threads.FirstOrDefaultAsync(Stop) ?? new EmailThread { MailboxId = bed.MailboxId };
        if (db.Entry(thread).State == EntityState.Detached)
            db.Add(thread);
        var outgoing = new OutgoingEmail { MailboxId = bed.MailboxId, UserId = bed.Owner.UserId, MessageId = "sent@example.org", Subject = "Letter 2", State = state };
        var email = new Email
        {
            MailboxId = bed.MailboxId,
            ThreadId = thread.Id,
            MessageId = outgoing.MessageId,
            Subject = "Letter 2",
            FromAddress = "anna@example.org",
            Direction = EmailDirection.Outbound,
            IsRead = true,
            OutgoingEmailId = outgoing.Id,
            SortAt = bed.Time.GetUtcNow().UtcDateTime,
        };
        outgoing.EmailId = email.Id;
        db.AddRange(outgoing, email, new EmailBody { EmailId = email.Id });
        await db.SaveChangesAsync(Stop);
        return (outgoing.Id, email.Id);
    }
}

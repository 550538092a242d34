using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Sync;

public class AuditTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_hundred_lost_rows_are_repaired_unaided()
    {
        await using var bed = await SyncBed.CreateAsync();
        for (var i = 0; i < 400; i++)
            bed.Server.Inbox.Add(Letters.Letter(i, i % 4 == 0 ? null : $"m{i - 1}@example.net") with
            {
                Attachments = i % 5 == 0 ? [new ParsedAttachment("2", "offer.pdf", "application/pdf", 1000, null, false, "base64")] : [],
            }, SyncBed.Start.AddMinutes(-i), isRead: i % 3 == 0);
        bed.Server.Folder("Archive").Fill(200, first: 1000);
        await bed.SyncAsync();
        var bodies = await CountsAsync(bed);

        var random = new Random(7);
        string[] tables = ["Placements", "EmailBodies", "Emails", "ThreadPlacements", "Threads", "ThreadReferences", "Attachments"];
        await using (var db = bed.Db())
        {
            for (var i = 0; i < 500; i++)
            {
                var table = tables[random.Next(tables.Length)];
                var delete = DeleteOne(table, random.Next(100_000));
                await db.Database.ExecuteSqlRawAsync(delete, Stop);
            }
        }
        bed.Time.Advance(TimeSpan.FromHours(25));
        await bed.Schedule.AuditDueAsync(Stop);
        await bed.Engine.RunAsync(bed.MailboxId, Stop);
        await bed.SettleAsync(3);
        await bed.AssertEqualToServerAsync();
        Assert.Equal(bodies, await CountsAsync(bed));
        var mailbox = await bed.MailboxAsync();
        Assert.Equal((600, 600), (mailbox.AuditServerCount, mailbox.AuditLocalCount));
        Assert.NotNull(mailbox.AuditedAt);
    }

    [Fact]
    public async Task Flags_that_a_lying_server_never_told_are_found()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(20);
        bed.Server.Inbox.HidesFlagChanges = true;
        await bed.SyncAsync();
        bed.Server.Inbox.SetFlags(bed.Server.Inbox.Emails[3], read: true);
        await bed.SyncAsync();
        Assert.DoesNotContain(await bed.EmailsAsync(), e => e.IsRead);
        await bed.SyncAsync(KnockReason.Audit);
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task An_audit_is_due_once_a_day()
    {
        await using var bed = await SyncBed.CreateAsync();
        await bed.SyncAsync();
        await bed.Schedule.AuditDueAsync(Stop);
        Assert.True(bed.Knocks.IsWaiting(bed.MailboxId));
        await bed.Engine.RunAsync(bed.MailboxId, Stop);
        bed.Time.Advance(TimeSpan.FromHours(23));
        await bed.Schedule.AuditDueAsync(Stop);
        Assert.False(bed.Knocks.IsWaiting(bed.MailboxId));
        bed.Time.Advance(TimeSpan.FromHours(1));
        await bed.Schedule.AuditDueAsync(Stop);
        Assert.True(bed.Knocks.IsWaiting(bed.MailboxId));
    }

    private static async Task<(int, int, int, int)> CountsAsync(SyncBed bed)
    {
        await using var db = bed.Db();
        return (await db.Emails.CountAsync(Stop), await db.EmailBodies.CountAsync(Stop), await db.Attachments.CountAsync(Stop), await db.ThreadReferences.CountAsync(Stop));
    }

    private static string DeleteOne(string table, int place) => TestDatabase.Provider switch
    {
        "Sqlite" => $"DELETE FROM \"{table}\" WHERE rowid = (SELECT rowid FROM \"{table}\" LIMIT 1 OFFSET {place} % (SELECT MAX(1, COUNT(*)) FROM \"{table}\"))",
        "PostgreSql" => $"DELETE FROM \"{table}\" WHERE ctid = (SELECT ctid FROM \"{table}\" LIMIT 1 OFFSET {place} % (SELECT GREATEST(1, COUNT(*)) FROM \"{table}\"))",
        _ => $"WITH r AS (SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) AS n, COUNT(*) OVER () AS c FROM [{table}]) DELETE FROM r WHERE n = {place} % c + 1",
    };
}

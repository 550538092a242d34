using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Sync;

public class BackfillTests
{
    [Fact]
    public async Task Everything_on_the_server_is_here_after_the_first_run()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(700);
        bed.Server.Folder("Archive").Fill(300, first: 1000);
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        var mailbox = await bed.MailboxAsync();
        Assert.Equal((MailboxState.Active, 1000, 1000), (mailbox.State, mailbox.ProgressDone, mailbox.ProgressTotal));
        Assert.NotNull(mailbox.LastSyncedAt);
        Assert.Empty(bed.Announced);
    }

    [Fact]
    public async Task Bodies_are_kept_encrypted_and_open_again()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Put(7);
        await bed.SyncAsync();
        await using var db = bed.Db();
        var body = await db.EmailBodies.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal("This is letter 7.", bed.Vault.DecryptText(body.TextCipher, $"EmailBodies:{body.EmailId}:Text"));
        Assert.Equal("<p>This is letter 7.</p>", bed.Vault.DecryptText(body.HtmlCipher, $"EmailBodies:{body.EmailId}:Html"));
    }

    [Fact]
    public async Task The_newest_emails_of_the_inbox_come_first()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(400);
        bed.Server.Folder("Archive").Fill(400, first: 1000);
        var fetches = 0;
        bed.Server.Before = (name, _) =>
        {
            if (name == "fetch" && ++fetches == 4)
                throw new MailboxAccessException(MailboxProblem.ConnectionLost, null);
        };
        await bed.SyncAsync();
        var emails = await bed.EmailsAsync();
        Assert.Equal(50, emails.Count);
        Assert.Equal(Enumerable.Range(351, 50).Select(n => $"Letter {n}"), emails.Select(e => e.Subject));
    }

    [Fact]
    public async Task The_cursor_is_stored_before_the_first_email_is_fetched()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(10);
        var before = bed.Server.Inbox.Cursor;
        bed.Server.Before = (name, _) =>
        {
            if (name == "fetch")
                throw new MailboxAccessException(MailboxProblem.ConnectionLost, null);
        };
        await bed.SyncAsync();
        var folder = await bed.FolderAsync("INBOX");
        Assert.Equal((before, FolderSyncPhase.Backfilling), (folder.Cursor, folder.Phase));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public async Task Mail_that_arrives_at_any_point_of_the_backfill_is_here_afterwards(int fetch)
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(200);
        var fetches = 0;
        bed.Server.Before = (name, _) =>
        {
            if (name == "fetch" && ++fetches == fetch)
                bed.Server.Inbox.Arrive(bed, 9000);
        };
        await bed.SyncAsync();
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        var arrived = (await bed.EmailsAsync()).Single(e => e.Subject == "Letter 9000");
        Assert.Equal([arrived.Id], bed.Announced);
    }

    [Fact]
    public async Task New_mail_overtakes_a_long_backfill()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(100);
        bed.Server.Folder("Archive").Fill(3000, first: 1000);
        var (fetches, seenAfter) = (0, -1);
        bed.Server.Before = (name, folder) =>
        {
            if (name == "fetch" && folder == "Archive" && ++fetches == 5)
            {
                bed.Server.Inbox.Arrive(bed, 9000);
                bed.Knocks.Knock(bed.MailboxId, KnockReason.Push);
            }
            if (name == "fetch" && folder == "INBOX" && fetches >= 5 && seenAfter < 0)
                seenAfter = fetches;
        };
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        Assert.InRange(seenAfter, 5, 60);
    }

    [Theory]
    [InlineData(KnockReason.Push)]
    [InlineData(KnockReason.Person)]
    public async Task A_hint_during_a_backfill_that_is_about_another_folder_than_the_Inbox_is_answered_after_it(KnockReason reason)
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.AddFolder("Clients").Fill(3);
        bed.Server.Folder("Archive").Fill(300, first: 1000);
        var hasArrived = false;
        bed.Server.Before = (name, folder) =>
        {
            if (name != "fetch" || folder != "Archive" || hasArrived)
                return;
            hasArrived = true;
            bed.Server.Folder("Clients").Arrive(bed, 9000);
            bed.Knocks.Knock(bed.MailboxId, reason);
        };
        await bed.SyncAsync();
        Assert.True(bed.Knocks.IsWaiting(bed.MailboxId));
        await bed.Engine.RunAsync(bed.MailboxId, TestContext.Current.CancellationToken);
        await bed.AssertEqualToServerAsync();
        Assert.False(bed.Knocks.IsWaiting(bed.MailboxId));
    }

    [Fact]
    public async Task An_interrupted_backfill_goes_on_where_it_stopped()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(600);
        var fetches = 0;
        bed.Server.Before = (name, _) =>
        {
            if (name == "fetch" && ++fetches == 15)
                throw new MailboxAccessException(MailboxProblem.ConnectionLost, null);
        };
        await bed.SyncAsync();
        var stored = (await bed.EmailsAsync()).Count;
        await bed.RestartAsync();
        bed.Server.Before = null;
        bed.Server.Calls.Clear();
        await bed.SyncAsync(KnockReason.Person);
        await bed.AssertEqualToServerAsync();
        Assert.InRange(stored, 200, 280);
        Assert.InRange(bed.Server.Calls.Count(c => c == "fetch INBOX"), 1, (600 - stored) / bed.Server.BatchSize + 3);
    }

    [Fact]
    public async Task After_the_first_screen_pages_are_filled_before_they_are_stored()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(1000);
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        var pages = bed.Told().Select(c => c.ThreadIds.Count).Where(count => count > 0).ToList();
        // At most three of twenty until the first screen is full, then four of 250.
        Assert.True(pages.Count is >= 4 and <= 7, $"Pages of {string.Join(", ", pages)} emails");
    }

    [Fact]
    public async Task No_email_passes_for_indexed_without_its_words_though_pages_are_refused_and_halved()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(1498);
        bed.Server.Folder("Archive").Add(Letters.Letter(5001) with { Attachments = [new("2", "picture.png", "image/png", 10, "p", true, "base64")] }, SyncBed.Start);
        bed.Server.Folder("Archive").Add(Letters.Letter(5002) with { Attachments = [new("2", "offer.pdf", "application/pdf", 10, null, false, "base64")] }, SyncBed.Start);
        bed.Server.Folder("Archive").Fill(200, first: 2000);
        var (pages, refused) = (0, 0);
        bed.OnDatabase = text =>
        {
            if (text.Contains("\"ProgressDone\"", StringComparison.Ordinal) && ++pages is 5 or 6 or 9)
                throw new InvalidOperationException($"refused {++refused}");
        };
        await bed.SyncAsync();
        bed.OnDatabase = null;
        Assert.Equal(3, refused);
        await bed.AssertEqualToServerAsync();

        await using var db = bed.Db();
        var indexed = await db.Emails.Where(e => !e.IsUnindexed).Select(e => e.Id).Order().ToListAsync(TestContext.Current.CancellationToken);
        var withWords = TestDatabase.IsPostgreSql
            ? await db.Database.SqlQuery<long>($"""SELECT "EmailId" AS "Value" FROM "EmailSearch" ORDER BY 1""").ToListAsync(TestContext.Current.CancellationToken)
            : [];
        Assert.Equal(withWords, indexed);
        // The first screen, and parts of pages, wait for the indexer.
        Assert.InRange(indexed.Count, TestDatabase.IsPostgreSql ? 250 : 0, 1650);
        if (TestDatabase.IsPostgreSql)
            Assert.Equal(["Letter 5002"], await db.Database.SqlQuery<string>($"""SELECT e."Subject" AS "Value" FROM "Emails" e JOIN "EmailSearch" s ON s."EmailId" = e."Id" WHERE s."Words" @@ 'picture | offer'""").ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Progress_is_stored_with_the_pages()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(500);
        var seen = new List<(MailboxState, int, int)>();
        bed.Server.Before = (name, _) =>
        {
            if (name != "fetch")
                return;
            using var db = bed.Db();
            var mailbox = db.Mailboxes.AsNoTracking().Single();
            seen.Add((mailbox.State, mailbox.ProgressDone, mailbox.ProgressTotal));
        };
        await bed.SyncAsync();
        Assert.Contains(seen, s => s is (MailboxState.Backfilling, > 0 and < 500, 500));
        Assert.Equal(seen.Select(s => s.Item2).Order(), seen.Select(s => s.Item2));
    }

    [Fact]
    public async Task A_run_that_finds_nothing_new_asks_only_for_the_folders()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(50);
        await bed.SyncAsync();
        bed.Server.Calls.Clear();
        await bed.SyncAsync();
        Assert.Equal(["list-folders "], bed.Server.Calls);
        Assert.Equal(1, bed.Server.Logins);
    }

    [Fact]
    public async Task An_incomplete_listing_is_listed_again_until_it_is_complete()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(30);
        bed.Server.DistortEmails = (_, listing) => listing with { Emails = [.. listing.Emails.Take(10)], IsComplete = false };
        await bed.SyncAsync();
        Assert.Equal(10, (await bed.EmailsAsync()).Count);
        bed.Server.DistortEmails = null;
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
    }
}

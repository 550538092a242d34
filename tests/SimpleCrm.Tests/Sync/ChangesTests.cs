using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Sync;

public class ChangesTests
{
    public static TheoryData<string> Tellings => ["Everything", "NoRemovals", "Nothing"];

    [Theory]
    [MemberData(nameof(Tellings))]
    public async Task Arrivals_flags_and_removals_of_another_client_show_up_here(string telling)
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Telling = Enum.Parse<ChangeTelling>(telling);
        bed.Server.Inbox.Fill(30);
        await bed.SyncAsync();
        bed.Server.Inbox.Arrive(bed, 900);
        bed.Server.Inbox.SetFlags(bed.Server.Inbox.Emails[3], read: true, starred: true);
        bed.Server.Inbox.Remove(bed.Server.Inbox.Emails[5]);
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        Assert.Single(bed.Announced);
    }

    [Fact]
    public async Task The_cursor_moves_only_with_the_page_that_completes_it()
    {
        await using var bed = await SyncBed.CreateAsync();
        await bed.SyncAsync();
        var cursor = (await bed.FolderAsync("INBOX")).Cursor;
        for (var i = 0; i < 90; i++)
            bed.Server.Inbox.Arrive(bed, 100 + i);
        var fetches = 0;
        bed.Server.Before = (name, _) =>
        {
            if (name == "fetch" && ++fetches == 5)
                throw new MailboxAccessException(MailboxProblem.ConnectionLost, null);
        };
        await bed.SyncAsync();
        Assert.Equal(cursor, (await bed.FolderAsync("INBOX")).Cursor);
        Assert.NotEmpty(await bed.EmailsAsync());
        bed.Server.Before = null;
        await bed.SyncAsync(KnockReason.Person);
        await bed.AssertEqualToServerAsync();
        Assert.Equal(90, bed.Announced.Distinct().Count());
    }

    [Fact]
    public async Task An_email_that_cannot_be_read_is_set_aside_with_the_cursor_and_tried_again()
    {
        await using var bed = await SyncBed.CreateAsync();
        await bed.SyncAsync();
        for (var i = 0; i < 3; i++)
            bed.Server.Inbox.Arrive(bed, 100 + i);
        bed.Server.DistortFetch = f => f.Content!.Subject == "Letter 101" ? f with { Content = null, Failure = "parse:FormatException" } : f;
        await bed.SyncAsync();
        await using var db = bed.Db();
        var row = await db.Quarantine.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("parse:FormatException", 1), (row.Reason, row.Attempts));
        Assert.Equal(2, (await bed.EmailsAsync()).Count);
        Assert.Equal(bed.Server.Inbox.Cursor, (await bed.FolderAsync("INBOX")).Cursor);

        bed.Server.Calls.Clear();
        await bed.SyncAsync();
        Assert.DoesNotContain("fetch INBOX", bed.Server.Calls);
        bed.Time.Advance(TimeSpan.FromMinutes(6));
        await bed.SyncAsync();
        Assert.Equal(2, (await db.Quarantine.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken)).Attempts);
        bed.Server.DistortFetch = null;
        bed.Time.Advance(TimeSpan.FromHours(1));
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        Assert.Empty(await db.Quarantine.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_email_that_the_server_keeps_back_is_not_passed_over()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(40);
        bed.Server.DistortFetch = f => f.Content!.Subject == "Letter 17" ? null : f;
        await bed.SyncAsync();
        await using var db = bed.Db();
        Assert.Equal("not-returned", (await db.Quarantine.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken)).Reason);
        bed.Server.DistortFetch = null;
        await bed.SettleAsync(1);
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task An_email_that_cannot_be_stored_keeps_back_no_other_of_its_page()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(60);
        var poison = bed.Server.Inbox.Emails[20];
        await using (var db = bed.Db())
            await db.Database.ExecuteSqlRawAsync(Poison, TestContext.Current.CancellationToken);
        await bed.SyncAsync();
        Assert.Equal(59, (await bed.EmailsAsync()).Count);
        await using (var db = bed.Db())
        {
            Assert.Equal(bed.Server.Inbox.RemoteId(poison), (await db.Quarantine.SingleAsync(TestContext.Current.CancellationToken)).RemoteId);
            await db.Database.ExecuteSqlRawAsync(Cure, TestContext.Current.CancellationToken);
        }
        await bed.SettleAsync(1);
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task A_quarantined_email_that_is_gone_is_forgotten()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(3);
        bed.Server.DistortFetch = f => f.Content!.Subject == "Letter 2" ? f with { Content = null, Failure = "parse" } : f;
        await bed.SyncAsync();
        bed.Server.Inbox.Remove(bed.Server.Inbox.Emails[1]);
        await bed.SyncAsync();
        await using var db = bed.Db();
        Assert.Empty(await db.Quarantine.ToListAsync(TestContext.Current.CancellationToken));
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task A_move_by_another_client_keeps_the_email_and_announces_nothing()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(5);
        await bed.SyncAsync();
        var before = await bed.EmailsAsync();
        bed.Server.Inbox.MoveTo(bed.Server.Inbox.Emails[2], bed.Server.Folder("Archive"));
        bed.Server.Inbox.MoveTo(bed.Server.Inbox.Emails[0], bed.Server.Folder("Trash"));
        await bed.SyncAsync();
        await bed.SettleAsync(2);
        await bed.AssertEqualToServerAsync();
        Assert.Equal(before.Select(e => (e.Id, e.ThreadId)), (await bed.EmailsAsync()).Select(e => (e.Id, e.ThreadId)));
        Assert.Empty(bed.Announced);
    }

    [Fact]
    public async Task An_email_that_is_gone_everywhere_is_deleted_after_a_whole_later_round()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(5);
        await bed.SyncAsync();
        bed.Server.Inbox.Remove(bed.Server.Inbox.Emails[2]);
        bed.Time.Advance(TimeSpan.FromMinutes(5));
        await bed.SyncAsync();
        Assert.NotNull((await bed.EmailsAsync()).Single(e => e.Subject == "Letter 3").OrphanedAt);
        bed.Time.Advance(TimeSpan.FromMinutes(5));
        await bed.SyncAsync();
        Assert.Equal(4, (await bed.EmailsAsync()).Count);
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task An_orphan_is_kept_as_long_as_a_folder_could_not_be_looked_at()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(5);
        await bed.SyncAsync();
        bed.Server.Before = (name, folder) =>
        {
            if (folder == "Archive")
                throw new MailboxAccessException(MailboxProblem.ServerError, "no") { IsFolderOnly = true };
        };
        bed.Server.Inbox.MoveTo(bed.Server.Inbox.Emails[2], bed.Server.Folder("Archive"));
        await bed.SettleAsync(4);
        Assert.Equal(5, (await bed.EmailsAsync()).Count);
        bed.Server.Before = null;
        await bed.SettleAsync(1);
        await bed.AssertEqualToServerAsync();
        Assert.Equal(5, (await bed.EmailsAsync()).Count);
    }

    [Fact]
    public async Task Two_copies_in_one_folder_stay_two_emails_and_in_two_folders_are_one()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Put(1);
        bed.Server.Inbox.Put(1);
        bed.Server.Folder("Archive").Put(2);
        bed.Server.Inbox.Put(2);
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        Assert.Equal(["Letter 1", "Letter 1", "Letter 2"], (await bed.EmailsAsync()).Select(e => e.Subject));
    }

    [Fact]
    public async Task Emails_that_share_a_message_id_and_differ_stay_apart()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Add(Letters.Letter(1, messageId: "same@example.net"), SyncBed.Start);
        bed.Server.Folder("Archive").Add(Letters.Letter(2, messageId: "same@example.net"), SyncBed.Start);
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        Assert.Equal(2, (await bed.EmailsAsync()).Count);
    }

    [Fact]
    public async Task A_server_whose_marks_lie_is_found_out_by_its_count()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(10);
        await bed.SyncAsync();
        var lost = bed.Server.Inbox.Emails[4];
        bed.Server.Inbox.Remove(lost);
        bed.Server.Inbox.Vanished.Clear();
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task Many_arrivals_at_once_are_all_announced_and_do_not_block_the_inbox()
    {
        await using var bed = await SyncBed.CreateAsync();
        await bed.SyncAsync();
        for (var i = 0; i < 450; i++)
            bed.Server.Folder("Archive").Arrive(bed, 1000 + i);
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        Assert.Equal(450, bed.Announced.Distinct().Count());
        Assert.Equal(FolderSyncPhase.Live, (await bed.FolderAsync("Archive")).Phase);
    }

    [Fact]
    public async Task Mail_to_oneself_is_one_email_in_two_folders()
    {
        await using var bed = await SyncBed.CreateAsync();
        var letter = Letters.Letter(1, from: "anna@example.org");
        bed.Server.Folder("Sent").Add(letter, SyncBed.Start, isRead: true);
        bed.Server.Inbox.Add(letter, SyncBed.Start);
        await bed.SyncAsync();
        var email = Assert.Single(await bed.EmailsAsync());
        Assert.Equal((EmailDirection.Outbound, false), (email.Direction, email.IsRead));
    }

    private static string Poison => TestDatabase.Provider switch
    {
        "Sqlite" => "CREATE TRIGGER poison BEFORE INSERT ON Emails WHEN NEW.Subject = 'Letter 21' BEGIN SELECT RAISE(FAIL, 'poison'); END",
        _ => "ALTER TABLE \"Emails\" ADD CONSTRAINT poison CHECK (\"Subject\" <> 'Letter 21')",
    };

    private static string Cure => TestDatabase.IsSqlite ? "DROP TRIGGER poison" : "ALTER TABLE \"Emails\" DROP CONSTRAINT poison";
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Sync;

/// <summary>Servers whose ids name the same email in every folder, with labels and one folder for all mail.</summary>
public class StableIdTests
{
    private static async Task<SyncBed> CreateAsync(bool hasAllMail = true)
    {
        var bed = await SyncBed.CreateAsync();
        bed.Server.HasStableIds = true;
        if (hasAllMail)
            bed.Server.AddFolder("All", FolderRole.All);
        return bed;
    }

    [Fact]
    public async Task A_backfill_fetches_each_email_once_however_many_labels_it_has()
    {
        await using var bed = await CreateAsync();
        var label = bed.Server.AddFolder("Customers");
        var fetched = new List<string>();
        bed.Server.DistortFetch = email =>
        {
            fetched.Add(email.Remote.RemoteId);
            return email;
        };
        bed.Server.Inbox.Fill(130);
        foreach (var email in bed.Server.Inbox.Emails.Take(40))
            label.Label(email);

        await bed.SyncAsync();
        await bed.SyncAsync();

        Assert.Equal(130, fetched.Count);
        Assert.Equal(130, fetched.Distinct().Count());
        await bed.AssertEqualToServerAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_move_elsewhere_keeps_the_row_its_read_state_and_fetches_and_announces_nothing(bool hasAllMail)
    {
        await using var bed = await CreateAsync(hasAllMail);
        var email = bed.Server.Inbox.Put(1);
        await bed.SyncAsync();
        var before = Assert.Single(await bed.EmailsAsync());
        bed.ForgetTold();
        bed.Server.Calls.Clear();

        bed.Server.Inbox.SetFlags(email, read: true);
        bed.Server.Inbox.MoveTo(email, bed.Server.Folder("Archive"));
        await bed.SyncAsync();

        var after = Assert.Single(await bed.EmailsAsync());
        Assert.Equal((before.Id, true, null), (after.Id, after.IsRead, after.OrphanedAt));
        Assert.DoesNotContain(bed.Server.Calls, c => c.StartsWith("fetch", StringComparison.Ordinal));
        Assert.Empty(bed.Announced);
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task Archiving_takes_the_email_out_of_the_inbox_and_leaves_it_in_all_mail()
    {
        await using var bed = await CreateAsync();
        bed.Server.Folders.RemoveAll(f => f.Role == FolderRole.Archive);
        bed.Server.Inbox.Put(1);
        await bed.SyncAsync();
        var thread = (await bed.EmailsAsync())[0].ThreadId;

        await bed.Actions.ArchiveAsync(bed.Owner, [thread], TestContext.Current.CancellationToken);
        await bed.SyncAsync(KnockReason.WriteBack);

        Assert.Empty(bed.Server.Inbox.Emails);
        Assert.Single(bed.Server.AllMail.Emails);
        await bed.SettleAsync();
        await bed.AssertEqualToServerAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Taking_an_archiving_back_shows_the_email_in_the_inbox_again(bool wasSent)
    {
        await using var bed = await CreateAsync();
        bed.Server.Folders.RemoveAll(f => f.Role == FolderRole.Archive);
        bed.Server.Inbox.Put(1);
        await bed.SyncAsync();
        var stop = TestContext.Current.CancellationToken;
        var act = await bed.Actions.ArchiveAsync(bed.Owner, [(await bed.EmailsAsync())[0].ThreadId], stop);
        if (wasSent)
            await bed.SyncAsync(KnockReason.WriteBack);

        Assert.True(await bed.Actions.UndoAsync(bed.Owner, act.ActId, stop));
        await bed.SettleAsync();

        Assert.Single(bed.Server.Inbox.Emails);
        Assert.Single(bed.Server.AllMail.Emails);
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task Trashing_takes_the_email_from_everywhere()
    {
        await using var bed = await CreateAsync();
        bed.Server.AddFolder("Customers").Label(bed.Server.Inbox.Put(1));
        await bed.SyncAsync();

        await bed.Actions.TrashAsync(bed.Owner, [(await bed.EmailsAsync())[0].ThreadId], TestContext.Current.CancellationToken);
        await bed.SettleAsync();

        Assert.Equal(["Trash"], bed.Server.Folders.Where(f => f.Emails.Count > 0).Select(f => f.Name));
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task A_move_whose_answer_was_lost_never_deletes_the_email()
    {
        await using var bed = await CreateAsync();
        bed.Server.Inbox.Put(1);
        await bed.SyncAsync();
        bed.Server.After = (name, _) =>
        {
            if (name == "move")
                throw new IOException("reset");
        };
        await bed.Actions.MoveAsync(bed.Owner, [(await bed.EmailsAsync())[0].ThreadId], (await bed.FolderAsync("Archive")).Id, TestContext.Current.CancellationToken);
        await bed.SyncAsync(KnockReason.WriteBack);
        bed.Server.After = null;
        // Another client shows it in the Inbox again before the next try.
        bed.Server.Inbox.Label(bed.Server.AllMail.Emails[0]);
        await bed.SettleAsync();

        Assert.Single(bed.Server.AllMail.Emails);
        Assert.DoesNotContain(bed.Server.Calls, c => c.StartsWith("delete", StringComparison.Ordinal));
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task An_expired_cursor_finds_everything_again_without_fetching()
    {
        await using var bed = await CreateAsync();
        bed.Server.Inbox.Fill(30);
        await bed.SyncAsync();
        var before = (await bed.EmailsAsync()).Select(e => e.Id).ToList();
        bed.Server.Calls.Clear();

        foreach (var folder in bed.Server.Folders)
            bed.Server.Renumber(folder);
        await bed.SettleAsync(2);

        Assert.Equal(before, (await bed.EmailsAsync()).Select(e => e.Id));
        Assert.DoesNotContain(bed.Server.Calls, c => c.StartsWith("fetch", StringComparison.Ordinal));
        Assert.Empty(bed.Announced);
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task Equal_emails_with_different_ids_stay_two()
    {
        await using var bed = await CreateAsync(hasAllMail: false);
        bed.Server.Inbox.Put(1);
        bed.Server.Folder("Archive").Put(1);

        await bed.SyncAsync();

        Assert.Equal(2, (await bed.EmailsAsync()).Count);
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task Flags_seen_in_one_folder_hold_in_all()
    {
        await using var bed = await CreateAsync();
        var email = bed.Server.Inbox.Put(1);
        await bed.SyncAsync();
        bed.Server.Inbox.SetFlags(email, read: true, starred: true);

        await bed.SyncAsync(KnockReason.Push);

        await using var db = bed.Db();
        Assert.All(await db.Placements.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken), p => Assert.True(p.RemoteIsRead && p.RemoteIsStarred));
    }
}

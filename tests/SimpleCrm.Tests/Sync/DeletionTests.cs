using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Sync;

public class DeletionTests
{
    [Theory]
    [InlineData("Everything")]
    [InlineData("Nothing")]
    public async Task A_mass_deletion_needs_a_second_run_that_sees_it_too(string telling)
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Telling = Enum.Parse<ChangeTelling>(telling);
        bed.Server.Inbox.Fill(100);
        await bed.SyncAsync();
        foreach (var email in bed.Server.Inbox.Emails.Take(60).ToList())
            bed.Server.Inbox.Remove(email);
        bed.Server.Inbox.Arrive(bed, 900);
        await bed.SyncAsync();
        await using var db = bed.Db();
        Assert.Equal(101, await db.Placements.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(60, (await bed.FolderAsync("INBOX")).SuspectedDeletions);
        Assert.Single(bed.Announced);
        await bed.SyncAsync();
        Assert.Equal(41, await db.Placements.CountAsync(TestContext.Current.CancellationToken));
        await bed.SettleAsync(2);
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task A_mass_deletion_that_was_an_error_of_the_server_deletes_nothing()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Telling = ChangeTelling.Nothing;
        bed.Server.Inbox.Fill(100);
        await bed.SyncAsync();
        var before = await bed.EmailsAsync();
        bed.Server.Inbox.Arrive(bed, 900);
        bed.Server.DistortEmails = (_, listing) => listing with { Emails = [.. listing.Emails.Take(3)] };
        await bed.SyncAsync();
        bed.Server.DistortEmails = null;
        await bed.SettleAsync(2);
        await bed.AssertEqualToServerAsync();
        Assert.Equal(before.Select(e => e.Id), (await bed.EmailsAsync()).Where(e => e.Subject != "Letter 900").Select(e => e.Id));
    }

    [Fact]
    public async Task A_few_deletions_are_believed_at_once()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(20);
        await bed.SyncAsync();
        foreach (var email in bed.Server.Inbox.Emails.ToList())
            bed.Server.Inbox.Remove(email);
        await bed.SyncAsync();
        await using var db = bed.Db();
        Assert.Empty(await db.Placements.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_partial_listing_deletes_nothing()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Telling = ChangeTelling.Nothing;
        bed.Server.Inbox.Fill(10);
        await bed.SyncAsync();
        bed.Server.Inbox.Arrive(bed, 900);
        bed.Server.DistortEmails = (_, listing) => listing with { Emails = [.. listing.Emails.Take(4)], IsComplete = false };
        await bed.SettleAsync(3);
        await using var db = bed.Db();
        Assert.Equal(11, await db.Placements.CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_empty_or_garbled_list_of_folders_deletes_nothing(bool isEmpty)
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(10);
        bed.Server.Folder("Archive").Fill(5, first: 100);
        await bed.SyncAsync();
        bed.Server.DistortFolders = listing => listing with { Folders = isEmpty ? [] : [.. listing.Folders.Take(1)], IsComplete = false };
        await bed.SettleAsync(3);
        bed.Server.DistortFolders = null;
        await bed.SyncAsync(KnockReason.Person);
        await bed.AssertEqualToServerAsync();
        Assert.Equal(15, (await bed.EmailsAsync()).Count);
    }

    [Fact]
    public async Task A_folder_goes_only_when_two_listings_apart_in_time_miss_it()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.AddFolder("Project").Fill(5);
        await bed.SyncAsync();
        bed.Server.Folders.Remove(bed.Server.Folder("Project"));
        await bed.SyncAsync();
        await bed.SyncAsync();
        Assert.NotNull((await bed.FolderAsync("Project")).MissingSince);
        Assert.Equal(5, (await bed.EmailsAsync()).Count(e => e.OrphanedAt is null));
        bed.Time.Advance(TimeSpan.FromMinutes(5));
        await bed.SyncAsync();
        await bed.SettleAsync(2);
        await bed.AssertEqualToServerAsync();
        Assert.Empty(await bed.EmailsAsync());
    }

    [Fact]
    public async Task A_folder_that_was_missing_once_and_is_back_has_lost_nothing()
    {
        await using var bed = await SyncBed.CreateAsync();
        var folder = bed.Server.AddFolder("Project");
        folder.Fill(5);
        await bed.SyncAsync();
        var before = (await bed.EmailsAsync()).Select(e => e.Id).ToList();
        bed.Server.Folders.Remove(folder);
        await bed.SyncAsync();
        bed.Server.Folders.Add(folder);
        await bed.SettleAsync(2);
        await bed.AssertEqualToServerAsync();
        Assert.Equal(before, (await bed.EmailsAsync()).Select(e => e.Id));
    }

    [Fact]
    public async Task A_renamed_folder_keeps_its_id_and_no_body_is_fetched_again()
    {
        await using var bed = await SyncBed.CreateAsync();
        var folder = bed.Server.AddFolder("Project");
        folder.Fill(5);
        await bed.SyncAsync();
        var before = await bed.FolderAsync("Project");
        folder.Name = "Projekt";
        bed.Server.Calls.Clear();
        await bed.SyncAsync();
        Assert.Equal((before.Id, "Projekt"), ((await bed.FolderAsync("Projekt")).Id, (await bed.FolderAsync("Projekt")).Name));
        Assert.DoesNotContain(bed.Server.Calls, c => c.StartsWith("fetch", StringComparison.Ordinal));
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task A_rename_is_not_guessed_among_several_candidates()
    {
        await using var bed = await SyncBed.CreateAsync();
        var (one, two) = (bed.Server.AddFolder("One"), bed.Server.AddFolder("Two"));
        one.Fill(3);
        two.Fill(3, first: 50);
        string Identity(string name) => name is "INBOX" or "Archive" or "Sent" or "Drafts" or "Junk" or "Trash" ? name : "shared";
        bed.Server.DistortFolders = listing => listing with { Folders = [.. listing.Folders.Select(f => f with { Identity = Identity(f.RemoteId) })] };
        await bed.SyncAsync();
        var ids = (await bed.EmailsAsync()).Select(e => e.Id).ToList();
        (one.Name, two.Name) = ("Uno", "Due");
        await bed.SettleAsync(3);
        await bed.AssertEqualToServerAsync();
        Assert.Equal(ids, (await bed.EmailsAsync()).Select(e => e.Id));
    }

    [Fact]
    public async Task New_ids_for_a_whole_folder_keep_emails_threads_and_read_state_and_announce_nothing()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(120);
        bed.Server.Inbox.Put(7);
        bed.Server.Inbox.SetFlags(bed.Server.Inbox.Emails[2], read: true, starred: true);
        await bed.SyncAsync();
        var before = await bed.EmailsAsync();
        bed.Server.Renumber(bed.Server.Inbox);
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        Assert.Equal(before.Select(e => (e.Id, e.ThreadId, e.IsRead)).Order(), (await bed.EmailsAsync()).Select(e => (e.Id, e.ThreadId, e.IsRead)).Order());
        Assert.Empty(bed.Announced);
    }

    [Fact]
    public async Task A_sweep_that_is_interrupted_goes_on_and_loses_nothing()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(200);
        await bed.SyncAsync();
        var before = (await bed.EmailsAsync()).Select(e => e.Id).ToList();
        bed.Server.Renumber(bed.Server.Inbox);
        foreach (var email in bed.Server.Inbox.Emails.Take(5).ToList())
            bed.Server.Inbox.Remove(email);
        var fetches = 0;
        bed.Server.Before = (name, _) =>
        {
            if (name == "fetch" && ++fetches == 4)
                throw new MailboxAccessException(MailboxProblem.ConnectionLost, null);
        };
        await bed.SyncAsync();
        Assert.Equal(FolderSyncPhase.Sweeping, (await bed.FolderAsync("INBOX")).Phase);
        await bed.RestartAsync();
        bed.Server.Before = null;
        await bed.SettleAsync(3);
        await bed.AssertEqualToServerAsync();
        Assert.Equal(before.Skip(5), (await bed.EmailsAsync()).Select(e => e.Id));
        Assert.Empty(bed.Announced);
    }

    [Fact]
    public async Task New_ids_for_a_folder_that_lost_most_of_its_mail_delete_only_on_second_sight()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(100);
        await bed.SyncAsync();
        bed.Server.Renumber(bed.Server.Inbox);
        foreach (var email in bed.Server.Inbox.Emails.Take(70).ToList())
            bed.Server.Inbox.Remove(email);
        await bed.SyncAsync();
        await using var db = bed.Db();
        Assert.Equal(100, await db.Placements.CountAsync(TestContext.Current.CancellationToken));
        await bed.SettleAsync(3);
        await bed.AssertEqualToServerAsync();
    }
}

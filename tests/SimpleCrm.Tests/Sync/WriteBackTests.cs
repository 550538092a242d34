using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Sync;

public class WriteBackTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<long[]> ThreadsAsync(SyncBed bed, params int[] letters) =>
        [.. (await bed.EmailsAsync()).Where(e => letters.Contains(int.Parse(e.Subject.Split(' ')[1]))).Select(e => e.ThreadId)];

    private static async Task<string> FoldersOfAsync(SyncBed bed, int letter)
    {
        await using var db = bed.Db();
        return string.Join(',', await (from p in db.Placements
                                       join e in db.Emails on p.EmailId equals e.Id
                                       join f in db.Folders on p.FolderId equals f.Id
                                       where e.Subject == $"Letter {letter}" && !p.IsPendingRemoval
                                       select f.Name).ToListAsync(Stop));
    }

    [Fact]
    public async Task Read_and_star_show_at_once_and_reach_the_server()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(5);
        await bed.SyncAsync();
        var threads = await ThreadsAsync(bed, 2, 3);
        var act = await bed.Actions.SetReadAsync(bed.Owner, threads, true, Stop);
        await bed.Actions.SetStarredAsync(bed.Owner, [threads[0]], true, Stop);
        Assert.Equal((2, 2), (act.ThreadCount, act.EmailCount));
        Assert.Equal(2, (await bed.EmailsAsync()).Count(e => e.IsRead));
        Assert.DoesNotContain(bed.Server.Inbox.Emails, e => e.IsRead || e.IsStarred);
        Assert.True(bed.Knocks.IsWaiting(bed.MailboxId));
        await bed.AssertWholeAsync();
        bed.Server.Calls.Clear();
        await bed.Engine.RunAsync(bed.MailboxId, Stop);
        Assert.Equal(["set-flags INBOX", "set-flags INBOX"], bed.Server.Calls);
        Assert.Equal((2, 1), (bed.Server.Inbox.Emails.Count(e => e.IsRead), bed.Server.Inbox.Emails.Count(e => e.IsStarred)));
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task The_echo_of_an_own_change_tells_nobody_anything()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(5);
        await bed.SyncAsync();
        var threads = await ThreadsAsync(bed, 2, 3);
        await bed.Actions.SetReadAsync(bed.Owner, [threads[0]], true, Stop);
        await bed.Actions.ArchiveAsync(bed.Owner, [threads[1]], Stop);
        await bed.Engine.RunAsync(bed.MailboxId, Stop);
        await bed.AssertEqualToServerAsync();
        var cursor = (await bed.FolderAsync("INBOX")).Cursor;
        var quiet = bed.Announced.Count();
        bed.ForgetTold();
        await bed.SyncAsync();
        Assert.NotEqual(cursor, (await bed.FolderAsync("INBOX")).Cursor);
        Assert.Equal(0, quiet);
        Assert.DoesNotContain(bed.Told(), c => c.ThreadIds.Count > 0 || c.NewEmailIds.Count > 0);
    }

    [Fact]
    public async Task Own_writes_do_not_move_the_cursor()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(5);
        await bed.SyncAsync();
        var cursor = (await bed.FolderAsync("INBOX")).Cursor;
        await bed.Actions.TrashAsync(bed.Owner, await ThreadsAsync(bed, 2), Stop);
        await bed.Engine.RunAsync(bed.MailboxId, Stop);
        Assert.Equal(cursor, (await bed.FolderAsync("INBOX")).Cursor);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_move_keeps_the_email_whether_or_not_the_server_tells_the_new_id(bool tells)
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.TellsNewIds = tells;
        bed.Server.Inbox.Fill(5);
        await bed.SyncAsync();
        var before = await bed.EmailsAsync();
        await bed.Actions.ArchiveAsync(bed.Owner, await ThreadsAsync(bed, 1, 4), Stop);
        Assert.Equal("Archive", await FoldersOfAsync(bed, 4));
        await bed.AssertWholeAsync();
        await bed.Engine.RunAsync(bed.MailboxId, Stop);
        Assert.Equal(2, bed.Server.Folder("Archive").Emails.Count);
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        Assert.Equal(before.Select(e => (e.Id, e.ThreadId)), (await bed.EmailsAsync()).Select(e => (e.Id, e.ThreadId)));
        Assert.Empty(bed.Announced);
    }

    [Fact]
    public async Task A_second_move_of_what_another_program_took_away_meanwhile_waits_for_nothing()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.TellsNewIds = false;
        bed.Server.Inbox.Fill(3);
        await bed.SyncAsync();
        var thread = await ThreadsAsync(bed, 2);
        await bed.Actions.TrashAsync(bed.Owner, thread, Stop);
        await bed.Engine.RunAsync(bed.MailboxId, Stop);
        await bed.Actions.MoveAsync(bed.Owner, thread, (await bed.FolderAsync("Archive")).Id, Stop);
        var trash = bed.Server.Folder("Trash");
        trash.MoveTo(Assert.Single(trash.Emails), bed.Server.Inbox);
        await bed.SettleAsync();
        await bed.AssertEqualToServerAsync();
        Assert.Equal("INBOX", await FoldersOfAsync(bed, 2));
    }

    [Fact]
    public async Task A_stale_read_cannot_undo_a_pending_change_and_brings_other_fields_along()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(3);
        await bed.SyncAsync();
        await bed.Actions.SetReadAsync(bed.Owner, await ThreadsAsync(bed, 2), true, Stop);
        bed.Server.Inbox.SetFlags(bed.Server.Inbox.Emails[1], read: true);
        bed.Server.Inbox.SetFlags(bed.Server.Inbox.Emails[1], read: false, starred: true);
        bed.Server.Before = (name, _) =>
        {
            if (name == "set-flags")
                throw new MailboxAccessException(MailboxProblem.ServerError, "not now") { IsFolderOnly = true };
        };
        await bed.SyncAsync();
        var email = (await bed.EmailsAsync()).Single(e => e.Subject == "Letter 2");
        Assert.Equal((true, true), (email.IsRead, email.IsStarred));
        bed.Server.Before = null;
        await bed.SettleAsync(2);
        Assert.True(bed.Server.Inbox.Emails[1].IsRead);
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task A_stale_listing_does_not_bring_moved_mail_back()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Telling = ChangeTelling.Nothing;
        bed.Server.Inbox.Fill(3);
        await bed.SyncAsync();
        await bed.Actions.TrashAsync(bed.Owner, await ThreadsAsync(bed, 2), Stop);
        bed.Server.Inbox.Arrive(bed, 900);
        bed.Server.Before = (name, _) =>
        {
            if (name == "move")
                throw new MailboxAccessException(MailboxProblem.ServerError, "not now") { IsFolderOnly = true };
        };
        await bed.SyncAsync();
        Assert.Equal("Trash", await FoldersOfAsync(bed, 2));
        bed.Server.Before = null;
        await bed.SettleAsync(2);
        await bed.AssertEqualToServerAsync();
        Assert.Equal("Trash", await FoldersOfAsync(bed, 2));
    }

    [Fact]
    public async Task Opposites_that_have_not_left_cancel()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(3);
        await bed.SyncAsync();
        var threads = await ThreadsAsync(bed, 1, 2);
        await bed.Actions.SetReadAsync(bed.Owner, threads, true, Stop);
        await bed.Actions.SetReadAsync(bed.Owner, threads, false, Stop);
        await bed.Actions.ArchiveAsync(bed.Owner, threads, Stop);
        await bed.Actions.MoveAsync(bed.Owner, threads, (await bed.FolderAsync("INBOX")).Id, Stop);
        bed.Server.Calls.Clear();
        await bed.Engine.RunAsync(bed.MailboxId, Stop);
        Assert.Empty(bed.Server.Calls);
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task Moves_in_a_row_become_one()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(3);
        await bed.SyncAsync();
        var threads = await ThreadsAsync(bed, 2);
        await bed.Actions.ArchiveAsync(bed.Owner, threads, Stop);
        await bed.Actions.TrashAsync(bed.Owner, threads, Stop);
        bed.Server.Calls.Clear();
        await bed.Engine.RunAsync(bed.MailboxId, Stop);
        Assert.Equal(["move INBOX"], bed.Server.Calls);
        await bed.AssertEqualToServerAsync();
        Assert.Single(bed.Server.Folder("Trash").Emails);
    }

    [Fact]
    public async Task A_refusal_for_good_takes_the_change_back_and_keeps_the_servers_words()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(3);
        await bed.SyncAsync();
        await bed.Actions.ArchiveAsync(bed.Owner, await ThreadsAsync(bed, 2), Stop);
        bed.Server.Before = (name, _) =>
        {
            if (name == "move")
                throw new MailboxAccessException(MailboxProblem.ServerError, "Permission denied") { IsFolderOnly = true, IsRefusal = true };
        };
        await bed.Engine.RunAsync(bed.MailboxId, Stop);
        Assert.Equal("INBOX", await FoldersOfAsync(bed, 2));
        await bed.AssertEqualToServerAsync();
        var refused = Assert.Single(await bed.Actions.ListRefusedAsync(bed.Owner, Stop));
        Assert.Equal((OperationKind.Move, "Permission denied"), (refused.Kind, refused.Reply));
        await bed.Actions.DismissRefusedAsync(bed.Owner, refused.Id, Stop);
        Assert.Empty(await bed.Actions.ListRefusedAsync(bed.Owner, Stop));
    }

    [Fact]
    public async Task A_poisoned_operation_holds_up_its_own_email_alone()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(4);
        await bed.SyncAsync();
        var poison = bed.Server.Inbox.RemoteId(bed.Server.Inbox.Emails[1]);
        bed.Server.RefusedId = poison;
        await bed.Actions.SetReadAsync(bed.Owner, await ThreadsAsync(bed, 1, 2, 3, 4), true, Stop);
        await bed.Actions.ArchiveAsync(bed.Owner, await ThreadsAsync(bed, 2), Stop);
        await bed.Engine.RunAsync(bed.MailboxId, Stop);
        Assert.Equal(["Letter 1", "Letter 3", "Letter 4"], bed.Server.Inbox.Emails.Where(e => e.IsRead).Select(e => e.Content.Subject));
        Assert.Empty(bed.Server.Folder("Archive").Emails);
        await bed.SettleAsync(12);
        await bed.AssertEqualToServerAsync();
        Assert.Equal([OperationKind.Move, OperationKind.SetRead], (await bed.Actions.ListRefusedAsync(bed.Owner, Stop)).Select(r => r.Kind));
        Assert.Equal("INBOX", await FoldersOfAsync(bed, 2));
        Assert.False((await bed.EmailsAsync()).Single(e => e.Subject == "Letter 2").IsRead);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task An_answer_lost_after_the_server_moved_moves_nothing_twice(bool tells, bool restart)
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.TellsNewIds = tells;
        bed.Server.Inbox.Fill(3);
        await bed.SyncAsync();
        var id = (await bed.EmailsAsync()).Single(e => e.Subject == "Letter 2").Id;
        await bed.Actions.ArchiveAsync(bed.Owner, await ThreadsAsync(bed, 2), Stop);
        var moves = 0;
        bed.Server.After = (name, _) =>
        {
            if (name == "move" && ++moves == 1)
                throw new MailboxAccessException(MailboxProblem.ConnectionLost, null);
        };
        await bed.Engine.RunAsync(bed.MailboxId, Stop);
        if (restart)
            await bed.RestartAsync();
        await bed.SettleAsync(3);
        await bed.AssertEqualToServerAsync();
        Assert.Equal(1, moves);
        Assert.Equal(id, (await bed.EmailsAsync()).Single(e => e.Subject == "Letter 2").Id);
        Assert.Single(bed.Server.Folder("Archive").Emails);
    }

    [Fact]
    public async Task A_copy_that_was_made_before_the_break_is_not_made_again()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(3);
        await bed.SyncAsync();
        await bed.Actions.ArchiveAsync(bed.Owner, await ThreadsAsync(bed, 2), Stop);
        // A server without MOVE, cut off between copy and delete.
        bed.Server.Before = (name, _) =>
        {
            if (name != "move")
                return;
            var email = bed.Server.Inbox.Emails[1];
            bed.Server.Folder("Archive").Add(email.Content, email.ReceivedAt, email.IsRead, email.IsStarred, email.Size);
            throw new MailboxAccessException(MailboxProblem.ConnectionLost, null);
        };
        await bed.Engine.RunAsync(bed.MailboxId, Stop);
        bed.Server.Before = null;
        await bed.SettleAsync(3);
        await bed.AssertEqualToServerAsync();
        Assert.Single(bed.Server.Folder("Archive").Emails);
        Assert.Equal(2, bed.Server.Inbox.Emails.Count);
    }

    [Fact]
    public async Task An_archive_that_is_missing_is_made_here_at_once_and_then_there()
    {
        await using var bed = await SyncBed.CreateAsync(withFolders: false);
        bed.Server.AddFolder("INBOX", FolderRole.Inbox).Fill(3);
        await bed.SyncAsync();
        await bed.Actions.ArchiveAsync(bed.Owner, await ThreadsAsync(bed, 2), Stop);
        Assert.Equal("Archive", await FoldersOfAsync(bed, 2));
        await bed.SyncAsync();
        await bed.SettleAsync(2);
        await bed.AssertEqualToServerAsync();
        Assert.Single(bed.Server.Folder("Archive").Emails);
    }

    [Fact]
    public async Task Deleting_for_good_waits_for_second_thoughts()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Folder("Trash").Fill(3);
        await bed.SyncAsync();
        var kept = await bed.Actions.DeleteForeverAsync(bed.Owner, await ThreadsAsync(bed, 1), Stop);
        await bed.Actions.DeleteForeverAsync(bed.Owner, await ThreadsAsync(bed, 2), Stop);
        await bed.SyncAsync();
        Assert.Equal(3, bed.Server.Folder("Trash").Emails.Count);
        Assert.Equal("", await FoldersOfAsync(bed, 2));
        Assert.True(await bed.Actions.UndoAsync(bed.Owner, kept.ActId, Stop));
        bed.Time.Advance(TimeSpan.FromSeconds(11));
        await bed.SyncAsync();
        Assert.Equal(["Letter 1", "Letter 3"], bed.Server.Folder("Trash").Emails.Select(e => e.Content.Subject));
        await bed.SettleAsync(2);
        await bed.AssertEqualToServerAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Undo_takes_a_whole_act_back_before_and_after_it_reached_the_server(bool reached)
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(4);
        bed.Server.Inbox.SetFlags(bed.Server.Inbox.Emails[0], read: true);
        await bed.SyncAsync();
        var before = await bed.EmailsAsync();
        var threads = await ThreadsAsync(bed, 1, 2, 3);
        var acts = new List<MailAct>
        {
            await bed.Actions.SetReadAsync(bed.Owner, threads, true, Stop),
            await bed.Actions.SetStarredAsync(bed.Owner, threads, true, Stop),
            await bed.Actions.TrashAsync(bed.Owner, threads, Stop),
        };
        if (reached)
            await bed.SyncAsync();
        acts.Reverse();
        foreach (var act in acts)
            Assert.True(await bed.Actions.UndoAsync(bed.Owner, act.ActId, Stop));
        Assert.Equal("INBOX", await FoldersOfAsync(bed, 2));
        await bed.AssertWholeAsync();
        await bed.SettleAsync(2);
        await bed.AssertEqualToServerAsync();
        Assert.Equal(before.Select(e => (e.Id, e.IsRead, e.IsStarred)), (await bed.EmailsAsync()).Select(e => (e.Id, e.IsRead, e.IsStarred)));
        Assert.Equal(4, bed.Server.Inbox.Emails.Count);
        Assert.False(await bed.Actions.UndoAsync(bed.Owner, acts[0].ActId, Stop));
    }

    [Fact]
    public async Task What_belongs_to_someone_else_is_passed_over_in_silence()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(2);
        await bed.SyncAsync();
        var stranger = await bed.AddOwnerAsync("eve");
        var threads = await ThreadsAsync(bed, 1, 2);
        Assert.Equal(new MailAct(0, 0, 0), await bed.Actions.TrashAsync(stranger, threads, Stop));
        Assert.Equal(new MailAct(0, 0, 0), await bed.Actions.SetReadAsync(stranger, [.. threads, 42], true, Stop));
        Assert.Equal(new MailAct(0, 0, 0), await bed.Actions.SetEmailReadAsync(stranger, [.. (await bed.EmailsAsync()).Select(e => e.Id)], true, Stop));
        var own = await bed.Actions.ArchiveAsync(bed.Owner, threads, Stop);
        Assert.False(await bed.Actions.UndoAsync(stranger, own.ActId, Stop));
        Assert.Equal("Archive", await FoldersOfAsync(bed, 1));
    }

    [Fact]
    public async Task Spam_and_back_leaves_own_mail_where_it_is()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Put(1);
        bed.Server.Folder("Sent").Add(Letters.Letter(2, inReplyTo: "m1@example.net", from: "anna@example.org"), SyncBed.Start, isRead: true);
        await bed.SyncAsync();
        var threads = await ThreadsAsync(bed, 1);
        await bed.Actions.SpamAsync(bed.Owner, threads, Stop);
        await bed.SyncAsync();
        Assert.Equal((0, 1, 1), (bed.Server.Inbox.Emails.Count, bed.Server.Folder("Junk").Emails.Count, bed.Server.Folder("Sent").Emails.Count));
        await bed.Actions.NotSpamAsync(bed.Owner, threads, Stop);
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        Assert.Single(bed.Server.Inbox.Emails);
    }

    [Fact]
    public async Task Changes_of_people_go_before_the_next_page_of_a_backfill()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(60);
        bed.Server.Folder("Archive").Fill(3000, first: 1000);
        var (fetches, sentAfter) = (0, -1);
        bed.Server.Before = (name, folder) =>
        {
            if (name == "fetch" && folder == "Archive" && ++fetches == 5)
                bed.Actions.SetReadAsync(bed.Owner, bed.EmailsAsync().GetAwaiter().GetResult().Take(1).Select(e => e.ThreadId).ToList(), true, Stop).GetAwaiter().GetResult();
            if (name == "set-flags")
                sentAfter = fetches;
        };
        await bed.SyncAsync();
        Assert.InRange(sentAfter, 5, 60);
        await bed.AssertEqualToServerAsync();
    }
}

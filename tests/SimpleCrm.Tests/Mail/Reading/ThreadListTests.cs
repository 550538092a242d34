using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Reading;

public class ThreadListTests
{
    private static readonly DateTime Day = ReadingWorld.Now;

    [Fact]
    public async Task Nothing_set_shows_the_inboxes_of_all_own_mailboxes_merged_by_time()
    {
        await using var world = await ReadingWorld.CreateAsync();
        var alex = world.Seed.User("alex");
        var (first, second) = (world.Seed.Mailbox(alex, "a@x.test"), world.Seed.Mailbox(alex, "b@x.test"));
        var inboxes = new[] { world.Seed.Folder(first, "INBOX", FolderRole.Inbox), world.Seed.Folder(second, "INBOX", FolderRole.Inbox) };
        var sent = world.Seed.Folder(first, "Sent", FolderRole.Sent);
        for (var i = 0; i < 40; i++)
            world.Seed.Email(inboxes[i % 2], Day.AddMinutes(-i), $"mail {i}", read: i % 4 != 0);
        world.Seed.Email(sent, Day.AddMinutes(1), "sent");
        await world.Seed.SaveAsync();

        var window = await world.ListAsync(MailSeed.ViewerOf(alex), offset: 10, count: 20);

        Assert.Equal(40, window.Total);
        Assert.Equal(Enumerable.Range(10, 20).Select(i => $"mail {i}"), window.Rows.Select(r => r.Subject));
        Assert.Equal(10, (await world.ListAsync(MailSeed.ViewerOf(alex), new ThreadScope { UnreadOnly = true })).Total);
        Assert.Equal(["sent"], (await world.ListAsync(MailSeed.ViewerOf(alex), new ThreadScope { Role = FolderRole.Sent })).Rows.Select(r => r.Subject));
        Assert.Equal(20, (await world.ListAsync(MailSeed.ViewerOf(alex), new ThreadScope { MailboxId = second.Id })).Total);
    }

    [Fact]
    public async Task Folder_counts_follow_every_change_of_the_thread_rows()
    {
        await using var world = await ReadingWorld.CreateAsync();
        var alex = world.Seed.User("alex");
        var mailbox = world.Seed.Mailbox(alex, "a@x.test");
        var (inbox, archive) = (world.Seed.Folder(mailbox, "INBOX", FolderRole.Inbox), world.Seed.Folder(mailbox, "Archive", FolderRole.Archive));
        var email = world.Seed.Email(inbox, Day, read: false);
        world.Seed.Email(inbox, Day.AddHours(-1), read: false, replyTo: email);
        world.Seed.Email(inbox, Day.AddHours(-2));
        await world.Seed.SaveAsync();
        Assert.Equal((2, 1), await CountsAsync(inbox.Id));

        await world.InDatabaseAsync(db => db.ThreadPlacements.Where(p => p.ThreadId == email.ThreadId).ExecuteUpdateAsync(p => p.SetProperty(x => x.UnreadCount, 0)));
        Assert.Equal((2, 0), await CountsAsync(inbox.Id));
        await world.InDatabaseAsync(async db =>
        {
            db.ThreadPlacements.Remove(await db.ThreadPlacements.SingleAsync(p => p.ThreadId == email.ThreadId));
            db.ThreadPlacements.Add(new ThreadPlacement { FolderId = archive.Id, ThreadId = email.ThreadId, MailboxId = mailbox.Id, LastAt = Day, EmailCount = 2, UnreadCount = 1 });
            return await db.SaveChangesAsync();
        });
        Assert.Equal((1, 0), await CountsAsync(inbox.Id));
        Assert.Equal((1, 1), await CountsAsync(archive.Id));

        // A folder saved whole by someone who read it earlier does not bring old counts back.
        await world.InDatabaseAsync(async db =>
        {
            inbox.Name = "Renamed";
            db.Folders.Update(inbox);
            return await db.SaveChangesAsync();
        });
        Assert.Equal((1, 0), await CountsAsync(inbox.Id));

        Task<(int, int)> CountsAsync(long folderId) => world.InDatabaseAsync(async db =>
        {
            var folder = await db.Folders.AsNoTracking().SingleAsync(f => f.Id == folderId);
            return (folder.ThreadCount, folder.UnreadThreadCount);
        });
    }

    [Fact]
    public async Task Windows_read_while_mail_arrives_stay_ordered_and_complete()
    {
        await using var world = await ReadingWorld.CreateAsync();
        var alex = world.Seed.User("alex");
        var mailbox = world.Seed.Mailbox(alex, "a@x.test");
        var inbox = world.Seed.Folder(mailbox, "INBOX", FolderRole.Inbox);
        for (var i = 0; i < 200; i++)
            world.Seed.Email(inbox, Day.AddMinutes(-i), $"old {i}");
        await world.Seed.SaveAsync();

        var writing = Task.Run(async () =>
        {
            for (var i = 1; i <= 30; i++)
            {
                var arrival = new MailSeed(world.Contexts, world.Get<SimpleCrm.Encryption.Vault>());
                arrival.Email(inbox, Day.AddMinutes(i), $"new {i}");
                await arrival.SaveAsync();
            }
        });
        do
        {
            var window = await world.ListAsync(MailSeed.ViewerOf(alex), offset: 20, count: 50);
            Assert.Equal(50, window.Rows.Count);
            Assert.Equal(window.Rows.Select(r => r.LastAt).OrderDescending(), window.Rows.Select(r => r.LastAt));
            Assert.Equal(50, window.Rows.Select(r => r.Id).Distinct().Count());
            Assert.InRange(window.Total, 200, 230);
        }
        while (!writing.IsCompleted);
        await writing;
        Assert.Equal(["new 30", "new 29"], (await world.ListAsync(MailSeed.ViewerOf(alex), count: 2)).Rows.Select(r => r.Subject));
        Assert.Equal(230, (await world.ListAsync(MailSeed.ViewerOf(alex))).Total);
    }

    [Fact]
    public async Task Starred_and_all_mail_need_no_folder_of_their_own()
    {
        await using var world = await ReadingWorld.CreateAsync();
        var alex = world.Seed.User("alex");
        var mailbox = world.Seed.Mailbox(alex, "a@x.test");
        var (inbox, other) = (world.Seed.Folder(mailbox, "INBOX", FolderRole.Inbox), world.Seed.Folder(mailbox, "Deals"));
        world.Seed.Email(inbox, Day, "plain");
        world.Seed.Email(inbox, Day.AddHours(-1), "star", starred: true);
        world.Seed.Email(other, Day.AddHours(-2), "far star", starred: true, read: false);
        await world.Seed.SaveAsync();
        var viewer = MailSeed.ViewerOf(alex);

        Assert.Equal(["star", "far star"], Subjects(await world.ListAsync(viewer, new ThreadScope { StarredOnly = true })));
        Assert.Equal(["star", "far star"], Subjects(await world.ListAsync(viewer, new ThreadScope { Role = FolderRole.Starred })));
        Assert.Equal(["star"], Subjects(await world.ListAsync(viewer, new ThreadScope { FolderId = inbox.Id, StarredOnly = true })));
        Assert.Equal(["far star"], Subjects(await world.ListAsync(viewer, new ThreadScope { StarredOnly = true, UnreadOnly = true })));
        Assert.Equal(["plain", "star", "far star"], Subjects(await world.ListAsync(viewer, new ThreadScope { Role = FolderRole.All, MailboxId = mailbox.Id })));
    }

    [Fact]
    public void Folders_with_a_role_come_first_and_children_follow_their_parents()
    {
        FolderRow Row(long id, string name, FolderRole role = FolderRole.None, long? parent = null, bool selectable = true) => new(id, 1, name, parent, 0, role, 0, 0, selectable);

        var rows = FolderLists.Arrange(
        [
            Row(1, "Zeta"), Row(2, "Alpha", parent: 1), Row(3, "INBOX", FolderRole.Inbox), Row(4, "[Gmail]", selectable: false),
            Row(5, "Sent", FolderRole.Sent, 4), Row(6, "Projects", parent: 3), Row(7, "loop", parent: 8), Row(8, "loop", parent: 7), Row(9, "Beta"),
        ]);

        Assert.Equal([("INBOX", 0), ("Projects", 1), ("Sent", 0), ("Beta", 0), ("Zeta", 0), ("Alpha", 1)], rows.Where(r => r.Name != "loop").Select(r => (r.Name, r.Depth)));
    }

    private static IEnumerable<string> Subjects(ThreadWindow window) => window.Rows.Select(r => r.Subject);
}

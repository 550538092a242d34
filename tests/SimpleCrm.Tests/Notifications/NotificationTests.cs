using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Comments;
using SimpleCrm.Links;
using SimpleCrm.Notifications;
using SimpleCrm.Sharing;
using SimpleCrm.Tests.Access;
using SimpleCrm.Tests.Reading;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Tests.Notifications;

public sealed class NotificationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_mail_of_records_is_told_its_owner_and_those_who_follow_and_may_see_it_once()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        await bed.ApplyAsync(new SharingCase(SharingLevel.Metadata, SharingAudience.Everyone));
        var (sources, list) = (bed.World.Get<NotificationSources>(), bed.World.Get<NotificationList>());
        var (teammate, stranger) = (Viewer(bed, "teammate"), Viewer(bed, "no team"));
        foreach (var person in new[] { teammate, stranger })
            Assert.True(await bed.World.Get<ThreadComments>().FollowAsync(person, bed.ThreadId, true, Stop));
        await bed.ApplyAsync(new SharingCase(SharingLevel.Metadata, SharingAudience.Team));

        await sources.TellOfMailAsync([bed.Linked.Id, bed.Loose.Id], Stop);
        await sources.TellOfMailAsync([bed.Linked.Id], Stop);

        var own = Assert.Single(await list.ReadAsync(bed.Owner, null, 10, Stop));
        Assert.Equal((NotificationKind.NewMail, "New email from Ana Ruiz", "Zebra pump offer"), (own.Kind, own.Title, own.Text));
        var followed = await list.ReadAsync(teammate, null, 10, Stop);
        Assert.Equal(2, followed.Count);
        Assert.All(followed, n => Assert.Equal((NotificationKind.Reply, ""), (n.Kind, n.Text)));
        await using var db = await bed.World.Contexts.CreateDbContextAsync(Stop);
        Assert.False(await db.Notifications.AnyAsync(n => n.UserId == stranger.UserId, Stop));
    }

    [Fact]
    public async Task What_may_no_longer_be_seen_leaves_the_list_and_the_count()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        var (list, stranger) = (bed.World.Get<NotificationList>(), Viewer(bed, "no team"));
        await using (var db = await bed.World.Contexts.CreateDbContextAsync(Stop))
        {
            db.Add(new Notification { UserId = stranger.UserId, Kind = NotificationKind.Reply, ThreadId = bed.ThreadId, ItemId = bed.Linked.Id, CreatedAt = ReadingWorld.Now });
            await db.SaveChangesAsync(Stop);
        }
        foreach (var wanted in SharingCase.Pairs().Where((_, i) => i % 37 == 0))
        {
            await bed.ApplyAsync(wanted);
            var expected = wanted.Expected("no team");
            var shown = (await list.ReadAsync(stranger, null, 10, Stop)).SingleOrDefault();
            Assert.True((shown is null) == (expected == SharingLevel.Private), $"{wanted}");
            Assert.True(shown is null || shown.Text.Length > 0 == expected >= SharingLevel.Subject, $"{wanted} tells {shown?.Text}");
            Assert.Equal(shown is null ? 0 : 1, (await list.UnreadAsync(stranger, Stop)).Count);
        }
    }

    [Fact]
    public async Task Kinds_that_are_not_wanted_are_not_stored_and_quiet_hours_keep_the_browser_silent()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        await bed.ApplyAsync(new SharingCase(SharingLevel.Private, SharingAudience.Team));
        var (sources, list) = (bed.World.Get<NotificationSources>(), bed.World.Get<NotificationList>());
        await list.ChooseAsync(bed.Owner, new NotificationChoices { Listed = [NotificationKind.Mention] }, Stop);
        await sources.TellOfMailAsync([bed.Linked.Id], Stop);
        Assert.Empty(await list.ReadAsync(bed.Owner, null, 10, Stop));

        var wanted = new NotificationChoices { InBrowser = [NotificationKind.NewMail], Quiet = (new TimeOnly(22, 0), new TimeOnly(7, 30)), DigestAt = new TimeOnly(8, 0) };
        await list.ChooseAsync(bed.Owner, wanted, Stop);
        Assert.Equal(wanted.Quiet, (await list.ChoicesAsync(bed.Owner, Stop)).Quiet);
        await sources.TellOfMailAsync([bed.Linked.Id], Stop);
        Assert.True(Assert.Single(await list.ReadAsync(bed.Owner, null, 10, Stop)).IsForBrowser);
        bed.World.Time.Advance(TimeSpan.FromHours(11));
        Assert.False(Assert.Single(await list.ReadAsync(bed.Owner, null, 10, Stop)).IsForBrowser);
        await list.MarkReadAsync(bed.Owner, null, Stop);
        Assert.Empty(await list.UnreadAsync(bed.Owner, Stop));
    }

    [Fact]
    public async Task Mail_that_came_while_nobody_could_be_told_is_told_once_unless_it_was_read_or_there_before_the_mailbox()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        var (sources, list) = (bed.World.Get<NotificationSources>(), bed.World.Get<NotificationList>());
        async Task<int> ToldAsync(DateTime connectedAt, bool isRead)
        {
            await using var db = await bed.World.Contexts.CreateDbContextAsync(Stop);
            await db.Mailboxes.ExecuteUpdateAsync(s => s.SetProperty(m => m.CreatedAt, connectedAt), Stop);
            await db.Emails.ExecuteUpdateAsync(s => s.SetProperty(e => e.IsRead, isRead), Stop);
            await sources.TellOfMissedMailAsync(Stop);
            return (await list.ReadAsync(bed.Owner, null, 10, Stop)).Count;
        }

        Assert.Equal(0, await ToldAsync(ReadingWorld.Now.AddHours(-1), isRead: false));
        Assert.Equal(0, await ToldAsync(ReadingWorld.Now.AddDays(-9), isRead: true));
        Assert.Equal(1, await ToldAsync(ReadingWorld.Now.AddDays(-9), isRead: false));
        Assert.Equal(1, await ToldAsync(ReadingWorld.Now.AddDays(-9), isRead: false));
    }

    [Fact]
    public async Task Tasks_that_are_due_and_digests_are_told_once()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        var (sources, list) = (bed.World.Get<NotificationSources>(), bed.World.Get<NotificationList>());
        await using (var db = await bed.World.Contexts.CreateDbContextAsync(Stop))
        {
            db.Add(new Activity { Type = ActivityType.Task, UserId = bed.Owner.UserId, Subject = "Call Ana", OccurredAt = ReadingWorld.Now, DueAt = ReadingWorld.Now.AddMinutes(5) });
            await db.SaveChangesAsync(Stop);
        }
        // The digest comes at 12:06, when the task is due.
        await list.ChooseAsync(bed.Owner, new NotificationChoices { DigestAt = new TimeOnly(12, 6) }, Stop);
        await sources.TellOfDueAsync(Stop);
        Assert.Empty(await list.ReadAsync(bed.Owner, null, 10, Stop));
        bed.World.Time.Advance(TimeSpan.FromMinutes(6));
        await sources.TellOfDueAsync(Stop);
        await sources.TellOfDueAsync(Stop);
        var notices = await list.ReadAsync(bed.Owner, null, 10, Stop);
        Assert.Equal([NotificationKind.FollowUpDue, NotificationKind.Digest], notices.Select(n => n.Kind).Order());
        Assert.Contains(notices, n => n.Text == "Call Ana");
        Assert.Contains(notices, n => n.Text.Contains("1 task due", StringComparison.Ordinal));
    }

    private static Viewer Viewer(SharingBed bed, string relation) => bed.Viewers.First(v => v.Relation == relation).Viewer;
}

using SimpleCrm.Access;
using SimpleCrm.Comments;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Notifications;
using SimpleCrm.Tests.Access;
using Xunit;

namespace SimpleCrm.Tests.Comments;

public sealed class ThreadCommentsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Comments_are_for_those_who_may_see_the_conversation()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        await bed.ApplyAsync(new SharingCase(SharingLevel.Metadata, SharingAudience.Team));
        var comments = bed.World.Get<ThreadComments>();
        var (teammate, stranger) = (Viewer(bed, "teammate"), Viewer(bed, "no team"));

        Assert.NotNull(await comments.AddAsync(teammate, bed.ThreadId, "Who answers Ana?", Stop));
        Assert.Null(await comments.AddAsync(stranger, bed.ThreadId, "Me!", Stop));
        Assert.False(await comments.FollowAsync(stranger, bed.ThreadId, true, Stop));
        Assert.Null(await comments.ReadAsync(stranger, bed.ThreadId, Stop));
        var talk = (await comments.ReadAsync(bed.Owner, bed.ThreadId, Stop))!;
        Assert.Equal("Who answers Ana?", Assert.Single(talk.Comments).Text);
        Assert.Equal(["manager", "teammate Rep"], talk.People.Select(p => p.Name));

        await bed.ApplyAsync(new SharingCase(SharingLevel.Private, SharingAudience.Team));
        Assert.Null(await comments.ReadAsync(teammate, bed.ThreadId, Stop));
    }

    [Fact]
    public async Task A_mention_tells_those_who_may_see_it_and_nobody_else()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        await bed.ApplyAsync(new SharingCase(SharingLevel.Metadata, SharingAudience.Team));
        var (comments, list) = (bed.World.Get<ThreadComments>(), bed.World.Get<NotificationList>());
        var (teammate, stranger) = (Viewer(bed, "teammate"), Viewer(bed, "no team"));
        var changes = new List<LiveChange>();
        using var subscription = bed.World.Get<LiveFeed>().Subscribe(teammate.UserId, change => { lock (changes) changes.Add(change); return Task.CompletedTask; }, _ => Task.CompletedTask);

        var id = (await comments.AddAsync(bed.Owner, bed.ThreadId, "@Teammate rep, please. And @no team Admin!", Stop))!.Value;

        var notice = Assert.Single(await list.ReadAsync(teammate, null, 10, Stop));
        Assert.Equal((NotificationKind.Mention, "Olga Owner mentioned you", $"/shared/{bed.ThreadId}"), (notice.Kind, notice.Title, notice.Path));
        Assert.Empty(await list.ReadAsync(stranger, null, 10, Stop));
        Assert.True(SpinWait.SpinUntil(() => { lock (changes) return changes.Exists(c => c.NoticesChanged); }, TimeSpan.FromSeconds(20)));

        // Named again, nobody is told twice; taken back, the notice goes too.
        Assert.True(await comments.EditAsync(bed.Owner, id, "@teammate Rep and @manager, please.", Stop));
        Assert.Single(await list.ReadAsync(teammate, null, 10, Stop));
        Assert.Single(await list.ReadAsync(Viewer(bed, "manager"), null, 10, Stop));
        Assert.False(await comments.EditAsync(teammate, id, "Mine.", Stop));
        Assert.False(await comments.DeleteAsync(teammate, id, Stop));
        Assert.True(await comments.DeleteAsync(bed.Owner, id, Stop));
        Assert.Empty(await list.ReadAsync(teammate, null, 10, Stop));
    }

    [Fact]
    public void The_longest_name_that_stands_there_is_meant()
    {
        Colleague[] people = [new(1, "Ann"), new(2, "Ann Lee"), new(3, "Jo")];
        Assert.Equal([2], ThreadComments.Mentioned("@ann lee: look", people));
        Assert.Equal([1, 3], ThreadComments.Mentioned("@Ann and @jo", people));
        Assert.Empty(ThreadComments.Mentioned("ann@Annexe.example, @Joe", people));
    }

    private static Viewer Viewer(SharingBed bed, string relation) => bed.Viewers.First(v => v.Relation == relation).Viewer;
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Insights;
using SimpleCrm.Tests.Access;
using SimpleCrm.Tests.Reading;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Tests.Insights;

public sealed class InsightsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_turn_begins_with_the_first_email_since_the_last_answer()
    {
        var at = ReadingWorld.Now;
        var (answered, open) = Turns.Of([(at, false), (at.AddHours(1), false), (at.AddHours(3), true), (at.AddHours(4), true), (at.AddHours(5), false)]);
        Assert.Equal([TimeSpan.FromHours(3)], answered);
        Assert.Equal(at.AddHours(5), open);
        Assert.Equal(TimeSpan.FromHours(2), Turns.Quantile([TimeSpan.FromHours(9), TimeSpan.FromHours(1), TimeSpan.FromHours(2)], 0.5));
        Assert.Null(Turns.Quantile([], 0.5));
    }

    [Fact]
    public async Task A_day_lists_what_needs_a_reply_and_what_is_due_of_ones_own_alone()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        await bed.ApplyAsync(new SharingCase(SharingLevel.Everything, SharingAudience.Everyone));
        await using (var db = await bed.World.Contexts.CreateDbContextAsync(Stop))
        {
            await db.Threads.ExecuteUpdateAsync(s => s.SetProperty(t => t.LastEmailId, bed.Linked.Id), Stop);
            db.Add(new Activity { Type = ActivityType.Task, UserId = bed.Owner.UserId, Subject = "Call Ana", OccurredAt = ReadingWorld.Now, DueAt = ReadingWorld.Now.AddHours(-30) });
            db.Add(new Activity { Type = ActivityType.Task, UserId = bed.Owner.UserId, Subject = "Next week", OccurredAt = ReadingWorld.Now, DueAt = ReadingWorld.Now.AddDays(7) });
            await db.SaveChangesAsync(Stop);
        }
        var today = await bed.World.Get<Today>().ReadAsync(bed.Owner, 14, Stop);
        Assert.Equal((bed.ThreadId, "Ana Ruiz"), (Assert.Single(today.NeedsReply).ThreadId, today.NeedsReply[0].With));
        Assert.Equal(1, today.NeedsReplyCount);
        Assert.Equal(("Call Ana", "Call Ana"), (Assert.Single(today.Due).Subject, today.Due[0].Task?.Subject));
        Assert.Empty(today.Waiting);
        Assert.Empty((await bed.World.Get<Today>().ReadAsync(bed.Viewers[^1].Viewer, 14, Stop)).NeedsReply);
    }

    [Fact]
    public async Task A_manager_sees_their_team_by_what_it_shares_and_a_number_of_the_rest()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        var manager = bed.Viewers.First(v => v.Relation == "manager").Viewer;
        var team = bed.World.Get<TeamView>();

        await bed.ApplyAsync(new SharingCase(SharingLevel.Metadata, SharingAudience.Team));
        var seen = (await team.ReadAsync(manager, 30, 14, Stop)).Reps.Single(r => r.UserId == bed.Owner.UserId);
        Assert.Equal((1, 0, 0), (seen.Received, seen.Sent, seen.Hidden));
        Assert.Equal(30, (await team.ReadAsync(manager, 30, 14, Stop)).Days.Count);
        Assert.Empty((await team.ReadAsync(manager, 30, 14, Stop)).Unanswered);
        bed.World.Time.Advance(TimeSpan.FromDays(2));
        var waiting = Assert.Single((await team.ReadAsync(manager, 30, 14, Stop)).Unanswered);
        Assert.Equal((bed.ThreadId, null, "Ana Ruiz", "Olga Owner", false), (waiting.ThreadId, waiting.Subject, waiting.With, waiting.RepName, waiting.IsOwn));
        await bed.ApplyAsync(new SharingCase(SharingLevel.Subject, SharingAudience.Team));
        Assert.Equal("Zebra pump offer", Assert.Single((await team.ReadAsync(manager, 30, 14, Stop)).Unanswered).Subject);

        await bed.ApplyAsync(new SharingCase(SharingLevel.Private, SharingAudience.Team));
        var hidden = (await team.ReadAsync(manager, 30, 14, Stop)).Reps.Single(r => r.UserId == bed.Owner.UserId);
        Assert.Equal((0, 0, 1), (hidden.Received, hidden.Sent, hidden.Hidden));
        Assert.Empty((await team.ReadAsync(manager, 30, 14, Stop)).Unanswered);

        foreach (var (relation, viewer) in bed.Viewers.Where(v => v.Relation is not ("manager" or "manager of others")))
            Assert.True((await team.ReadAsync(viewer, 30, 14, Stop)).Reps.Count == 0, relation);
    }
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Links;
using SimpleCrm.Tests.Links;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Tests.Access;

/// <summary>Who sees what, for every role, relation, level and audience, on every surface that shows others' emails.</summary>
public sealed class MailSharingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_sees_what_their_relation_the_level_and_the_audience_allow_and_no_more()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        var email = await bed.TakeInAsync("ana@mercier.example", "Pump offer");
        var viewers = await ViewersAsync(bed);
        var cells = 0;
        foreach (var level in Enum.GetValues<SharingLevel>())
            foreach (var audience in Enum.GetValues<SharingAudience>())
            {
                await using (var db = bed.Sync.Db())
                    await db.Mailboxes.ExecuteUpdateAsync(s => s.SetProperty(m => m.Sharing, level).SetProperty(m => m.SharedWith, audience), Stop);
                foreach (var (relation, viewer) in viewers)
                {
                    var expected = relation == "owner" ? SharingLevel.Everything : audience == SharingAudience.Everyone || relation is "teammate" or "manager" ? level : SharingLevel.Private;
                    var cell = $"{relation} {viewer.Role} {level} {audience}";
                    var page = (await bed.Timelines.ReadAsync(viewer, ana, new(), Stop))!;
                    AssertShows(expected, page.Items.SingleOrDefault(), cell);
                    AssertShows(expected, await bed.Log.FindAsync(viewer, email.Id, Stop), cell);
                    AssertShows(expected, (await bed.Timelines.ReadPersonAsync(viewer, new TimelineQuery { UserId = bed.Owner.UserId }, Stop)).Items.SingleOrDefault(), cell);
                    Assert.True(page.Hidden == (expected == SharingLevel.Private ? 1 : 0), cell);
                    Assert.True((await bed.Links.ListAsync(viewer, email.Id, Stop) is not null) == (relation == "owner"), cell);
                    cells++;
                }
            }
        Assert.Equal(4 * 2 * viewers.Count, cells);
    }

    [Fact]
    public async Task A_mailbox_that_is_being_deleted_is_seen_by_nobody()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        await bed.TakeInAsync("ana@mercier.example");
        await using (var db = bed.Sync.Db())
            await db.Mailboxes.ExecuteUpdateAsync(s => s.SetProperty(m => m.DeletionRequestedAt, bed.Sync.Time.GetUtcNow().UtcDateTime), Stop);
        Assert.Empty((await bed.Timelines.ReadAsync(bed.Owner, ana, new(), Stop))!.Items);
    }

    private static void AssertShows(SharingLevel expected, ActivityView? shown, string cell)
    {
        Assert.True((shown is null) == (expected == SharingLevel.Private), cell);
        if (shown is null)
            return;
        Assert.True(shown.Level == expected, cell);
        Assert.True((shown.Subject is not null) == expected >= SharingLevel.Subject, cell);
        Assert.True((shown.Text is not null) == expected >= SharingLevel.Everything, cell);
        Assert.True(shown.From is not null, cell);
    }

    // Every role in every relation to the owner of the mailbox.
    private static async Task<List<(string Relation, Viewer Viewer)>> ViewersAsync(LinkBed bed)
    {
        var found = new List<(string, Viewer)> { ("owner", bed.Owner) };
        await using var db = bed.Sync.Db();
        var (own, other) = (new Team { Name = "Own" }, new Team { Name = "Other" });
        db.Teams.AddRange(own, other);
        await db.SaveChangesAsync(Stop);
        await db.Users.Where(u => u.Id == bed.Owner.UserId).ExecuteUpdateAsync(s => s.SetProperty(u => u.TeamId, own.Id), Stop);
        foreach (var role in Enum.GetValues<Role>())
        {
            foreach (var (relation, team) in new[] { ("teammate", (long?)own.Id), ("another team", other.Id), ("no team", null) })
            {
                var viewer = await bed.Sync.AddOwnerAsync($"{role} {relation}") with { Role = role };
                await db.Users.Where(u => u.Id == viewer.UserId).ExecuteUpdateAsync(s => s.SetProperty(u => u.TeamId, team), Stop);
                found.Add((relation, viewer));
            }
        }
        var (manager, stranger) = (await bed.Sync.AddOwnerAsync("manager") with { Role = Role.Manager }, await bed.Sync.AddOwnerAsync("manager of others") with { Role = Role.Manager });
        await db.Teams.Where(t => t.Id == own.Id).ExecuteUpdateAsync(s => s.SetProperty(t => t.ManagerId, manager.UserId), Stop);
        await db.Teams.Where(t => t.Id == other.Id).ExecuteUpdateAsync(s => s.SetProperty(t => t.ManagerId, stranger.UserId), Stop);
        found.AddRange([("manager", manager), ("manager of others", stranger)]);
        return found;
    }
}

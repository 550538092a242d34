using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Tests.Links;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Tests.Timeline;

public sealed class ActivityLogTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_is_logged_changed_done_and_deleted()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        var content = new ActivityContent { Type = ActivityType.Task, Subject = " Send\nthe offer ", Text = "With drawings", DueAt = bed.Sync.Time.GetUtcNow().UtcDateTime.AddDays(2), Records = [ana], DurationMinutes = 5 };
        var task = (await bed.Log.SaveAsync(bed.Owner, null, 0, content, Stop)).Stored!;
        Assert.Equal(("Send the offer", "With drawings", content.DueAt, null, null), (task.Subject, task.Text, task.DueAt, task.CompletedAt, task.DurationMinutes));

        var done = (await bed.Log.SaveAsync(bed.Owner, task.Id, 1, content with { IsDone = true }, Stop)).Stored!;
        Assert.Equal((bed.Sync.Time.GetUtcNow().UtcDateTime, 2), (done.CompletedAt, done.Version));
        Assert.Equal(2, (await bed.Log.SaveAsync(bed.Owner, task.Id, 1, content, Stop)).Current!.Version);

        Assert.NotNull(await bed.Log.DeleteAsync(bed.Owner, task.Id, Stop));
        Assert.Null(await bed.Log.FindAsync(bed.Owner, task.Id, Stop));
        Assert.Empty((await bed.Timelines.ReadAsync(bed.Owner, ana, new(), Stop))!.Items);
    }

    [Fact]
    public async Task Deleting_is_taken_back_by_whoever_deleted_with_all_it_belongs_to()
    {
        await using var bed = await LinkBed.CreateAsync();
        var (ana, bo) = (await bed.ContactAsync("Ana", "ana@mercier.example"), await bed.ContactAsync("Bo", "bo@mercier.example"));
        var note = (await bed.Log.SaveAsync(bed.Owner, null, 0, new ActivityContent { Type = ActivityType.Note, Text = "A note", Records = [ana, bo] }, Stop)).Stored!;
        var admin = await bed.Sync.AddOwnerAsync("ada") with { Role = Role.Admin };
        var deleted = (await bed.Log.DeleteAsync(admin, note.Id, Stop))!;
        Assert.False(await bed.Log.RestoreAsync(bed.Owner, deleted, Stop));
        Assert.True(await bed.Log.RestoreAsync(admin, deleted, Stop));
        Assert.False(await bed.Log.RestoreAsync(admin, deleted, Stop));
        foreach (var record in new[] { ana, bo })
            Assert.Equal((note.Id, bed.Owner.UserId, 2), (await bed.Timelines.ReadAsync(bed.Owner, record, new(), Stop))!.Items.Select(i => (i.Id, i.UserId, i.Version)).Single());
    }

    [Fact]
    public async Task Records_that_it_no_longer_belongs_to_lose_it()
    {
        await using var bed = await LinkBed.CreateAsync();
        var (ana, bo) = (await bed.ContactAsync("Ana", "ana@mercier.example"), await bed.ContactAsync("Bo", "bo@mercier.example"));
        var call = (await bed.Log.SaveAsync(bed.Owner, null, 0, new ActivityContent { Type = ActivityType.Call, Subject = "Call", Records = [ana] }, Stop)).Stored!;
        var earlier = bed.Sync.Time.GetUtcNow().UtcDateTime.AddDays(-1);
        await bed.Log.SaveAsync(bed.Owner, call.Id, 1, new ActivityContent { Type = ActivityType.Call, Subject = "Call", Records = [bo], OccurredAt = earlier }, Stop);
        Assert.Empty((await bed.Timelines.ReadAsync(bed.Owner, ana, new(), Stop))!.Items);
        Assert.Equal(earlier, (await bed.Timelines.ReadAsync(bed.Owner, bo, new(), Stop))!.Items.Single().OccurredAt);
    }

    [Theory]
    [InlineData(ActivityType.EmailSent, "Hello", 1, "type")]
    [InlineData(ActivityType.StageChange, "Hello", 1, "type")]
    [InlineData((ActivityType)99, "Hello", 1, "type")]
    [InlineData(ActivityType.Call, "", 1, "subject")]
    [InlineData(ActivityType.Note, "", 1, "subject")]
    [InlineData(ActivityType.Call, "Hello", -1, "durationMinutes")]
    [InlineData(ActivityType.Call, "Hello", 100_000, "durationMinutes")]
    public async Task What_cannot_be_is_refused_by_name(ActivityType type, string subject, int minutes, string field)
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        Assert.Contains(field, (await bed.Log.SaveAsync(bed.Owner, null, 0, new ActivityContent { Type = type, Subject = subject, DurationMinutes = minutes, Records = [ana] }, Stop)).Errors.Keys);
    }

    [Fact]
    public async Task It_belongs_to_records_that_are_there()
    {
        await using var bed = await LinkBed.CreateAsync();
        var content = new ActivityContent { Type = ActivityType.Call, Subject = "Call" };
        Assert.Contains("records", (await bed.Log.SaveAsync(bed.Owner, null, 0, content, Stop)).Errors.Keys);
        Assert.Contains("records", (await bed.Log.SaveAsync(bed.Owner, null, 0, content with { Records = [new RecordReference(RecordKind.Lead, 4)] }, Stop)).Errors.Keys);
        Assert.Contains("occurredAt", (await bed.Log.SaveAsync(bed.Owner, null, 0, content with { OccurredAt = DateTime.MaxValue }, Stop)).Errors.Keys);
        Assert.Contains("text", (await bed.Log.SaveAsync(bed.Owner, null, 0, content with { Text = new string('x', Activity.BodyLength + 1) }, Stop)).Errors.Keys);
    }

    [Fact]
    public async Task Only_its_author_their_manager_and_admins_change_it()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        var content = new ActivityContent { Type = ActivityType.Note, Text = "A note", Records = [ana] };
        var note = (await bed.Log.SaveAsync(bed.Owner, null, 0, content, Stop)).Stored!;
        var manager = await bed.Sync.AddOwnerAsync("mia") with { Role = Role.Manager };
        Assert.True(await IsUnknownAsync(await bed.Sync.AddOwnerAsync("bo")));
        Assert.True(await IsUnknownAsync(manager));
        await using (var db = bed.Sync.Db())
        {
            var team = new Team { Name = "Sales", ManagerId = manager.UserId };
            db.Teams.Add(team);
            await db.SaveChangesAsync(Stop);
            await db.Users.Where(u => u.Id == bed.Owner.UserId).ExecuteUpdateAsync(s => s.SetProperty(u => u.TeamId, team.Id), Stop);
        }
        Assert.Equal(2, (await bed.Log.SaveAsync(manager, note.Id, 1, content, Stop)).Stored!.Version);
        Assert.Equal(3, (await bed.Log.SaveAsync(await bed.Sync.AddOwnerAsync("root") with { Role = Role.Admin }, note.Id, 2, content, Stop)).Stored!.Version);
        Assert.Equal(bed.Owner.UserId, (await bed.Log.FindAsync(bed.Owner, note.Id, Stop))!.UserId);

        async Task<bool> IsUnknownAsync(Viewer viewer) =>
            await bed.Log.SaveAsync(viewer, note.Id, 1, content, Stop) is { Stored: null, Current: null, Errors.Count: 0 } && await bed.Log.DeleteAsync(viewer, note.Id, Stop) is null;
    }

    [Fact]
    public async Task Emails_are_not_changed_here()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        var email = await bed.TakeInAsync("ana@mercier.example");
        var outcome = await bed.Log.SaveAsync(bed.Owner, email.Id, 1, new ActivityContent { Type = ActivityType.Note, Text = "x", Records = [ana] }, Stop);
        Assert.True(outcome is { Stored: null, Current: null, Errors.Count: 0 });
        Assert.Null(await bed.Log.DeleteAsync(bed.Owner, email.Id, Stop));
        Assert.Equal(EmailDirection.Inbound, (await bed.Log.FindAsync(bed.Owner, email.Id, Stop))!.Direction);
    }
}

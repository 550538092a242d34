using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Deals;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Tests.Links;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Tests.Timeline;

public sealed class TimelineTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_timeline_is_read_page_by_page_newest_first()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        for (var i = 0; i < 12; i++)
            bed.Arrive("ana@mercier.example", $"Letter {i}");
        await bed.Sync.SyncAsync();
        await LogAsync(bed, ActivityType.Note, "A note", ana);

        var seen = new List<ActivityView>();
        string? cursor = null;
        do
        {
            var page = (await bed.Timelines.ReadAsync(bed.Owner, ana, new TimelineQuery { PageSize = 5, Cursor = cursor }, Stop))!;
            // What happens meanwhile shifts nothing.
            await LogAsync(bed, ActivityType.Note, "Meanwhile", ana);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(13, seen.Count);
        Assert.Equal(seen.OrderByDescending(a => a.OccurredAt).ThenByDescending(a => a.Id).Select(a => a.Id), seen.Select(a => a.Id));
        Assert.True((await bed.Timelines.ReadAsync(bed.Owner, ana, new TimelineQuery { Cursor = "nonsense" }, Stop))!.IsBadCursor);
    }

    [Fact]
    public async Task An_email_shows_who_wrote_what_to_whom()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana Ruiz", "ana@mercier.example");
        var email = await bed.TakeInAsync("ana@mercier.example", "Pump offer");
        var item = (await bed.Timelines.ReadAsync(bed.Owner, ana, new(), Stop))!.Items.Single();
        Assert.Equal((email.Id, ActivityType.EmailReceived, "Pump offer", "This is letter 1.", "ana@mercier.example", email.ThreadId), (item.Id, item.Type, item.Subject, item.Text, item.From!.Email, item.ThreadId!.Value));
        Assert.Equal(["anna@example.org"], item.To.Select(t => t.Email));
        Assert.Equal([new ActivityRecord(RecordKind.Contact, ana.Id, "Ana Ruiz")], item.Records);
    }

    [Fact]
    public async Task Types_persons_directions_and_dates_narrow_it()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        var email = await bed.TakeInAsync("ana@mercier.example");
        bed.Sync.Time.Advance(TimeSpan.FromHours(1));
        var other = await bed.Sync.AddOwnerAsync("bo");
        await bed.Log.SaveAsync(other, null, 0, new ActivityContent { Type = ActivityType.Call, Subject = "Called back", Direction = EmailDirection.Outbound, Records = [ana] }, Stop);
        await LogAsync(bed, ActivityType.Meeting, "Visit", ana);

        Assert.Equal(["Visit", "Called back"], await SubjectsAsync(new TimelineQuery { Types = [ActivityType.Call, ActivityType.Meeting] }));
        Assert.Equal(["Called back"], await SubjectsAsync(new TimelineQuery { UserId = other.UserId }));
        Assert.Equal(["Hello"], await SubjectsAsync(new TimelineQuery { Direction = EmailDirection.Inbound }));
        Assert.Equal(["Visit", "Called back"], await SubjectsAsync(new TimelineQuery { From = email.SortAt.AddMinutes(1) }));
        Assert.Equal(["Hello"], await SubjectsAsync(new TimelineQuery { To = email.SortAt.AddMinutes(1) }));

        async Task<IEnumerable<string?>> SubjectsAsync(TimelineQuery query) => (await bed.Timelines.ReadAsync(bed.Owner, ana, query, Stop))!.Items.Select(i => i.Subject);
    }

    [Fact]
    public async Task What_is_logged_of_a_contact_is_on_the_companys_timeline_too()
    {
        await using var bed = await LinkBed.CreateAsync();
        var mercier = await bed.CompanyAsync("Mercier", "mercier.example");
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example", mercier.Id);
        await LogAsync(bed, ActivityType.Call, "Called", ana);
        Assert.Equal("Called", (await bed.Timelines.ReadAsync(bed.Owner, mercier, new(), Stop))!.Items.Single().Subject);
    }

    [Fact]
    public async Task A_stage_change_is_on_the_timelines_of_the_deal_its_company_and_its_contacts()
    {
        await using var bed = await LinkBed.CreateAsync();
        var mercier = await bed.CompanyAsync("Mercier", "mercier.example");
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        var deal = (await bed.Deals.SaveAsync(bed.Owner, null, 0, new DealContent { Name = "Pumps", ContactIds = [ana.Id], CompanyId = mercier.Id }, Stop)).Stored!;
        await using var db = bed.Sync.Db();
        var won = db.Stages.Single(s => s.Kind == StageKind.Won);
        await bed.Deals.MoveAsync(bed.Owner, deal.Id, won.Id, null, Stop);
        foreach (var record in new[] { ana, mercier, new RecordReference(RecordKind.Deal, deal.Id) })
        {
            var item = (await bed.Timelines.ReadAsync(bed.Owner, record, new(), Stop))!.Items.Single();
            Assert.Equal((ActivityType.StageChange, new FieldChange("stage", "New", "Won")), (item.Type, item.Changes.Single()));
        }
    }

    [Fact]
    public async Task Changed_fields_tell_what_they_were()
    {
        await using var bed = await LinkBed.CreateAsync();
        var mercier = await bed.CompanyAsync("Mercier", "mercier.example");
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        await bed.Contacts.SaveAsync(bed.Owner, ana.Id, 1, new ContactContent { Name = "Ana Ruiz", Addresses = ["ana@mercier.example", "ana@gmail.com"], CompanyId = mercier.Id, OwnerId = bed.Owner.UserId, Tags = ["vip"] }, Stop);
        await bed.Contacts.SaveAsync(bed.Owner, ana.Id, 2, new ContactContent { Name = "Ana Ruiz", Addresses = ["ana@mercier.example", "ana@gmail.com"], CompanyId = mercier.Id, OwnerId = bed.Owner.UserId, Tags = ["vip"] }, Stop);
        var items = (await bed.Timelines.ReadAsync(bed.Owner, ana, new(), Stop))!.Items;
        Assert.Equal(
            [new("addresses", "ana@mercier.example", "ana@mercier.example, ana@gmail.com"), new("company", null, "Mercier"), new("name", "Ana", "Ana Ruiz"), new("owner", null, "anna"), new FieldChange("tags", null, "vip")],
            items.Single().Changes.OrderBy(c => c.Field, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_manager_reads_what_their_teams_did_page_by_page_and_nobody_elses()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        var manager = await bed.Sync.AddOwnerAsync("mia") with { Role = Role.Manager };
        var (bo, cy) = (await bed.Sync.AddOwnerAsync("bo"), await bed.Sync.AddOwnerAsync("cy"));
        await using (var db = bed.Sync.Db())
        {
            var (north, south) = (new Team { Name = "North", ManagerId = manager.UserId }, new Team { Name = "South", ManagerId = manager.UserId });
            db.AddRange(north, south);
            (db.Users.Single(u => u.Id == bed.Owner.UserId).TeamId, db.Users.Single(u => u.Id == bo.UserId).TeamId) = (north.Id, south.Id);
            await db.SaveChangesAsync(Stop);
        }
        // Private mail stays its owner's.
        await bed.TakeInAsync("ana@mercier.example", "Private");
        foreach (var (who, subject) in new[] { (bed.Owner, "1"), (bo, "2"), (cy, "Not ours"), (bed.Owner, "3"), (bo, "4"), (bed.Owner, "5") })
        {
            bed.Sync.Time.Advance(TimeSpan.FromSeconds(1));
            await bed.Log.SaveAsync(who, null, 0, new ActivityContent { Type = ActivityType.Call, Subject = subject, Records = [ana] }, Stop);
        }
        var first = await bed.Timelines.ReadTeamAsync(manager, null, new TimelineQuery { PageSize = 3 }, Stop);
        var second = await bed.Timelines.ReadTeamAsync(manager, null, new TimelineQuery { PageSize = 3, Cursor = first.NextCursor }, Stop);
        Assert.Equal(["5", "4", "3"], first.Items.Select(i => i.Subject));
        Assert.Equal(["2", "1"], second.Items.Select(i => i.Subject));
        Assert.Null(second.NextCursor);

        var teams = await bed.Timelines.TeamsAsync(manager, Stop);
        Assert.Equal(["North", "South"], teams.Select(t => t.Name));
        Assert.Equal(["4", "2"], (await bed.Timelines.ReadTeamAsync(manager, teams[1].Id, new(), Stop)).Items.Select(i => i.Subject));
        Assert.Equal(["4", "2"], (await bed.Timelines.ReadTeamAsync(manager, null, new TimelineQuery { UserId = bo.UserId }, Stop)).Items.Select(i => i.Subject));
        Assert.Empty((await bed.Timelines.ReadTeamAsync(manager, null, new TimelineQuery { UserId = cy.UserId }, Stop)).Items);
        Assert.Empty((await bed.Timelines.ReadTeamAsync(manager with { Role = Role.Rep }, null, new(), Stop)).Items);
        Assert.Empty(await bed.Timelines.TeamsAsync(manager with { Role = Role.Rep }, Stop));
    }

    [Fact]
    public async Task Unknown_and_deleted_records_have_no_timeline()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        await bed.Contacts.DeleteAsync(bed.Owner, ana.Id, Stop);
        Assert.Null(await bed.Timelines.ReadAsync(bed.Owner, ana, new(), Stop));
        Assert.Null(await bed.Timelines.ReadAsync(bed.Owner, new RecordReference(RecordKind.Deal, 12), new(), Stop));
    }

    private static async Task LogAsync(LinkBed bed, ActivityType type, string subject, RecordReference record)
    {
        bed.Sync.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull((await bed.Log.SaveAsync(bed.Owner, null, 0, new ActivityContent { Type = type, Subject = subject, Records = [record] }, Stop)).Stored);
    }
}

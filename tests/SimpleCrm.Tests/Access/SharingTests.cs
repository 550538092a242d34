using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Sharing;
using SimpleCrm.Sync;
using SimpleCrm.Tests.Links;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Tests.Access;

public sealed class SharingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mailbox_that_is_being_deleted_is_seen_by_nobody()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        await bed.ApplyAsync(new SharingCase(SharingLevel.Everything, SharingAudience.Everyone) { IsGranted = true });
        await using (var db = await bed.World.Contexts.CreateDbContextAsync(Stop))
            await db.Mailboxes.ExecuteUpdateAsync(s => s.SetProperty(m => m.DeletionRequestedAt, SimpleCrm.Tests.Reading.ReadingWorld.Now), Stop);
        foreach (var (_, viewer) in bed.Viewers)
        {
            Assert.Empty((await bed.World.Get<Timelines>().ReadAsync(viewer, bed.Contact, new(), Stop))!.Items);
            Assert.Null(await bed.World.Get<SharedThreads>().OpenAsync(viewer, bed.ThreadId, Stop));
            Assert.Empty((await bed.World.Get<SharedMailSearch>().FindAsync(viewer, "zebra", 0, 10, Stop)).Rows);
        }
    }

    [Fact]
    public async Task What_belongs_to_no_record_is_not_found_because_access_was_given_to_what_the_mailbox_shows_anyway()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        var search = bed.World.Get<SharedMailSearch>();
        var stranger = bed.Viewers.First(v => v.Relation == "no team").Viewer;
        foreach (var level in new[] { SharingLevel.Everything, SharingLevel.Metadata })
        {
            await bed.ApplyAsync(new SharingCase(level, SharingAudience.Everyone) { IsGranted = true });
            Assert.Single((await search.FindAsync(stranger, "price", 0, 10, Stop)).Rows);
            // Access opens the rest of the conversation only where it gives more than the mailbox.
            Assert.Equal(level == SharingLevel.Everything ? 0 : 1, (await search.FindAsync(stranger, "privately", 0, 10, Stop)).Rows.Count);
        }
    }

    [Fact]
    public async Task Protecting_a_domain_closes_mail_that_is_here_and_taking_it_off_opens_it_again()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        await bed.ApplyAsync(new SharingCase(SharingLevel.Everything, SharingAudience.Everyone));
        var senders = bed.World.Get<ProtectedSenders>();
        var stranger = bed.Viewers[^1].Viewer;

        Assert.NotNull(await senders.AddAsync(stranger, "ruiz.example", isWorkspace: true, Stop));
        Assert.NotNull(await senders.AddAsync(bed.Owner, "no such thing", isWorkspace: false, Stop));
        // One's own list holds for one's own mailboxes.
        Assert.Null(await senders.AddAsync(stranger, "ruiz.example", isWorkspace: false, Stop));
        Assert.NotNull(await bed.World.Get<SharedThreads>().OpenAsync(stranger, bed.ThreadId, Stop));

        Assert.Null(await senders.AddAsync(bed.Owner, "Ruiz.Example", isWorkspace: false, Stop));
        Assert.Null(await bed.World.Get<SharedThreads>().OpenAsync(stranger, bed.ThreadId, Stop));
        Assert.Equal(1, await bed.World.Get<Timelines>().HiddenAsync(stranger, bed.Contact, Stop));

        var entry = Assert.Single(await senders.ListAsync(bed.Owner, Stop));
        Assert.False(await senders.RemoveAsync(stranger, entry.Id, Stop));
        Assert.True(await senders.RemoveAsync(bed.Owner, entry.Id, Stop));
        Assert.NotNull(await bed.World.Get<SharedThreads>().OpenAsync(stranger, bed.ThreadId, Stop));
    }

    [Fact]
    public async Task New_mail_of_a_protected_sender_is_never_shared_and_closes_its_conversation()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        await using (var db = bed.Sync.Db())
        {
            await db.Mailboxes.ExecuteUpdateAsync(s => s.SetProperty(m => m.Sharing, SharingLevel.Everything).SetProperty(m => m.SharedWith, SharingAudience.Everyone), Stop);
            db.Add(new ProtectedSender { Value = "lawyer.example" });
            await db.SaveChangesAsync(Stop);
        }
        var stranger = await bed.Sync.AddOwnerAsync("stranger");
        var first = await bed.TakeInAsync("ana@mercier.example");
        Assert.Single((await bed.Timelines.ReadAsync(stranger, ana, new(), Stop))!.Items);

        await bed.TakeInAsync("jo@sub.lawyer.example", inReplyTo: first.MessageId);

        Assert.Empty((await bed.Timelines.ReadAsync(stranger, ana, new(), Stop))!.Items);
        Assert.NotEmpty((await bed.Timelines.ReadAsync(bed.Owner, ana, new(), Stop))!.Items);
    }

    [Fact]
    public async Task Conversations_that_become_one_are_shared_no_more_than_each_was()
    {
        await using var bed = await LinkBed.CreateAsync();
        await bed.ContactAsync("Ana", "ana@mercier.example");
        var one = await bed.TakeInAsync("ana@mercier.example");
        var two = await bed.TakeInAsync("ana@mercier.example");
        Assert.NotEqual(one.ThreadId, two.ThreadId);
        await using (var db = bed.Sync.Db())
        {
            await db.Mailboxes.ExecuteUpdateAsync(s => s.SetProperty(m => m.Sharing, SharingLevel.Subject).SetProperty(m => m.SharedWith, SharingAudience.Team), Stop);
            db.Add(new ThreadShare { ThreadId = two.ThreadId, MailboxId = bed.Sync.MailboxId, Level = SharingLevel.Everything, Audience = SharingAudience.Everyone });
            db.Add(new ThreadGrant { ThreadId = two.ThreadId, MailboxId = bed.Sync.MailboxId, UserId = bed.Owner.UserId, Level = SharingLevel.Everything });
            await db.SaveChangesAsync(Stop);
            await using var transaction = await db.Database.BeginTransactionAsync(Stop);

            await ThreadMerging.RunAsync(db, bed.Sync.MailboxId, one.ThreadId, [two.ThreadId], Stop);

            var share = await db.ThreadShares.AsNoTracking().SingleAsync(Stop);
            Assert.Equal((one.ThreadId, SharingLevel.Subject, SharingAudience.Team), (share.ThreadId, share.Level, share.Audience));
            Assert.False(await db.ThreadGrants.AnyAsync(Stop));
        }
    }

    [Fact]
    public async Task Who_sees_a_part_asks_and_is_given_the_rest()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        await bed.ApplyAsync(new SharingCase(SharingLevel.Metadata, SharingAudience.Team));
        var requests = bed.World.Get<AccessRequests>();
        var teammate = bed.Viewers.First(v => v.Relation == "teammate").Viewer;
        var stranger = bed.Viewers.First(v => v.Relation == "no team").Viewer;

        Assert.False(await requests.AskForThreadAsync(stranger, bed.ThreadId, null, Stop));
        Assert.True(await requests.AskForThreadAsync(teammate, bed.ThreadId, "I take over.", Stop));
        Assert.True(await requests.AskForThreadAsync(teammate, bed.ThreadId, "I take over.", Stop));
        var request = Assert.Single(await requests.ListAsync(bed.Owner, Stop));
        Assert.Equal(("I take over.", 1), (request.Note, request.ThreadCount));
        Assert.False(await requests.AnswerAsync(teammate, request.Id, isGranted: true, Stop));
        Assert.True(await requests.AnswerAsync(bed.Owner, request.Id, isGranted: true, Stop));

        var thread = (await bed.World.Get<SharedThreads>().OpenAsync(teammate, bed.ThreadId, Stop))!;
        Assert.Equal(SharingLevel.Everything, thread.Level);
        Assert.Contains("gave you access", thread.Why, StringComparison.Ordinal);
        Assert.True(await bed.World.Get<ThreadSharing>().RevokeAsync(bed.Owner, bed.ThreadId, teammate.UserId, Stop));
        Assert.Equal(SharingLevel.Metadata, (await bed.World.Get<SharedThreads>().OpenAsync(teammate, bed.ThreadId, Stop))!.Level);
    }

    [Fact]
    public async Task Who_asks_for_what_a_record_hides_is_not_told_who_refused()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        await bed.ApplyAsync(new SharingCase(SharingLevel.Private, SharingAudience.Team));
        var requests = bed.World.Get<AccessRequests>();
        var stranger = bed.Viewers.First(v => v.Relation == "no team").Viewer;

        Assert.True(await requests.AskForRecordAsync(stranger, bed.Contact, null, Stop));
        Assert.False(await requests.AskForRecordAsync(bed.Owner, bed.Contact, null, Stop));
        var request = Assert.Single(await requests.ListAsync(bed.Owner, Stop));
        Assert.True(await requests.AnswerAsync(bed.Owner, request.Id, isGranted: false, Stop));

        await using var db = await bed.World.Contexts.CreateDbContextAsync(Stop);
        Assert.False(await db.Notifications.AnyAsync(n => n.UserId == stranger.UserId, Stop));
        Assert.Null(await bed.World.Get<SharedThreads>().OpenAsync(stranger, bed.ThreadId, Stop));
    }

    [Fact]
    public async Task Limits_are_the_admins_and_hold_for_choices()
    {
        await using var bed = await SharingBed.CreateAsync(every: false);
        await bed.ApplyAsync(new SharingCase(SharingLevel.Private, SharingAudience.Team));
        var workspace = bed.World.Get<WorkspaceSharing>();
        var admin = bed.Viewers.First(v => v.Viewer.Role == Role.Admin).Viewer;
        var wanted = new WorkspaceShareView(SharingLevel.Subject, SharingAudience.Team, new SharingLimits(SharingLevel.Metadata, SharingLevel.Subject));
        Assert.NotNull(await workspace.SetAsync(bed.Owner, wanted, Stop));
        Assert.NotNull(await workspace.SetAsync(admin, wanted with { Default = SharingLevel.Everything }, Stop));
        Assert.NotNull(await workspace.SetAsync(admin, wanted with { Limits = new SharingLimits(SharingLevel.Subject, SharingLevel.Metadata) }, Stop));
        Assert.Null(await workspace.SetAsync(admin, wanted, Stop));
        Assert.Equal(wanted, await workspace.GetAsync(bed.Owner, Stop));

        var threads = bed.World.Get<ThreadSharing>();
        Assert.Equal(ShareOutcome.OutsideLimits, await threads.SetAsync(bed.Owner, bed.ThreadId, SharingLevel.Everything, SharingAudience.Everyone, Stop));
        Assert.Equal(ShareOutcome.OutsideLimits, await threads.SetAsync(bed.Owner, bed.ThreadId, SharingLevel.Private, SharingAudience.Everyone, Stop));
        Assert.Equal(ShareOutcome.Unknown, await threads.SetAsync(admin, bed.ThreadId, SharingLevel.Subject, SharingAudience.Everyone, Stop));
        Assert.Equal(ShareOutcome.Done, await threads.SetAsync(bed.Owner, bed.ThreadId, SharingLevel.Subject, SharingAudience.Everyone, Stop));
    }
}

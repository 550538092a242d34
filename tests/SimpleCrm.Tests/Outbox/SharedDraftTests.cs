using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Mail;
using SimpleCrm.Notifications;
using SimpleCrm.Outbox;
using SimpleCrm.Sharing;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

public sealed class SharedDraftTests
{
    private static readonly Guid Id = Guid.Parse("7b0f2c9e-41d3-4c0a-8f5e-6a2d9c1b3e77");
    private static readonly Viewer Bob = new(RowId.Next(), Role.Rep, "UTC");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_colleague_reads_and_changes_it_and_the_writer_goes_on_from_that()
    {
        await using var world = await SharedAsync();
        var (drafts, shared) = (world.Get<Drafts>(), world.Get<SharedDrafts>());
        var seen = Assert.Single(await shared.ListAsync(Bob, Stop));
        Assert.Equal(("Offer", "<p>Dear Eve</p>", 1), (seen.Subject, seen.Html, seen.Revision));

        var saved = await shared.SaveAsync(Bob, seen.Id, 1, "Our offer", "<p>Dear Eve,</p>", "Dear Eve,", Stop);

        Assert.Equal(2, saved.Current!.Revision);
        var own = (await drafts.FindAsync(world.Ann, Id, Stop))!;
        Assert.Equal((2, "Our offer", "<p>Dear Eve,</p>"), (own.Revision, own.Content.Subject, own.Content.Html));
        Assert.Equal(["eve@corp.example"], own.Content.To.Select(p => p.Email));
        var late = await drafts.SaveAsync(world.Ann, Id, 1, own.MailboxId, own.Content with { Text = "mine" }, Stop);
        Assert.True(late.IsConflict);
        Assert.Equal("Our offer", late.Current!.Content.Subject);
    }

    [Fact]
    public async Task A_save_from_an_older_text_stores_nothing_and_gets_the_newer_one_back()
    {
        await using var world = await SharedAsync();
        var shared = world.Get<SharedDrafts>();
        var id = Assert.Single(await shared.ListAsync(Bob, Stop)).Id;
        await SaveAsync(world, 1, "Changed by Ann");
        var late = await shared.SaveAsync(Bob, id, 1, "Changed by Bob", "", "", Stop);
        Assert.True(late.IsConflict);
        Assert.Equal("Changed by Ann", late.Current!.Subject);
        Assert.Equal("Changed by Ann", (await world.Get<Drafts>().FindAsync(world.Ann, Id, Stop))!.Content.Subject);
    }

    [Fact]
    public async Task Nobody_else_sees_it_and_a_colleague_neither_sends_nor_discards_it()
    {
        await using var world = await SharedAsync();
        var shared = world.Get<SharedDrafts>();
        var id = Assert.Single(await shared.ListAsync(Bob, Stop)).Id;
        var mallory = new Viewer(RowId.Next(), Role.Manager, "UTC");
        await world.AddUserAsync(mallory);
        Assert.Empty(await shared.ListAsync(mallory, Stop));
        Assert.Null(await shared.FindAsync(mallory, id, Stop));
        Assert.Null((await shared.SaveAsync(mallory, id, 1, "", "", "", Stop)).Current);
        Assert.Null(await world.Get<DraftSharing>().FindAsync(Bob, Id, Stop));
        Assert.Equal(ShareOutcome.Unknown, await world.Get<DraftSharing>().SetAsync(Bob, Id, [mallory.UserId], Stop));
        Assert.Null(await world.Get<DraftSending>().SendAsync(Bob, Id, new DraftSendOrder { Revision = 1 }, Stop));
        Assert.False(await world.Get<Drafts>().DiscardAsync(Bob, Id, Stop));
    }

    [Fact]
    public async Task It_is_gone_for_colleagues_when_it_is_taken_back_or_thrown_away()
    {
        await using var world = await SharedAsync();
        var (shared, sharing) = (world.Get<SharedDrafts>(), world.Get<DraftSharing>());
        var id = Assert.Single(await shared.ListAsync(Bob, Stop)).Id;
        Assert.Equal(ShareOutcome.Done, await sharing.SetAsync(world.Ann, Id, [], Stop));
        Assert.Null(await shared.FindAsync(Bob, id, Stop));
        Assert.Empty(await world.Get<NotificationList>().ReadAsync(Bob, null, 10, Stop));
        await sharing.SetAsync(world.Ann, Id, [Bob.UserId], Stop);
        Assert.NotNull(await shared.FindAsync(Bob, id, Stop));
        await world.Get<Drafts>().DiscardAsync(world.Ann, Id, Stop);
        Assert.Equal(0, await shared.CountAsync(Bob, Stop));
        Assert.Null((await shared.SaveAsync(Bob, id, 1, "", "", "", Stop)).Current);
    }

    [Fact]
    public async Task Each_is_told_what_the_other_did()
    {
        await using var world = await SharedAsync();
        var (shared, notices) = (world.Get<SharedDrafts>(), world.Get<NotificationList>());
        var id = Assert.Single(await shared.ListAsync(Bob, Stop)).Id;
        Assert.Equal([$"/shared-drafts/{id}"], (await notices.UnreadAsync(Bob, Stop)).Select(n => n.Path));
        Assert.Empty(await notices.UnreadAsync(world.Ann, Stop));
        await shared.SaveAsync(Bob, id, 1, "two", "", "", Stop);
        await shared.SaveAsync(Bob, id, 2, "three", "", "", Stop);
        Assert.Equal(["/drafts"], (await notices.UnreadAsync(world.Ann, Stop)).Select(n => n.Path));
    }

    [Theory]
    [InlineData(SharingLevel.Subject, null)]
    [InlineData(SharingLevel.Everything, "corp.example")]
    public async Task What_the_workspace_or_a_protected_sender_forbids_is_not_shared_and_hidden_where_it_was(SharingLevel most, string? isProtected)
    {
        await using var world = await SharedAsync();
        var id = Assert.Single(await world.Get<SharedDrafts>().ListAsync(Bob, Stop)).Id;
        await using (var db = await world.DatabaseAsync())
        {
            db.Add(new WorkspaceShareSettings { Most = most, UpdatedAt = world.Time.GetUtcNow().UtcDateTime });
            if (isProtected is not null)
                db.Add(new ProtectedSender { Value = isProtected, At = world.Time.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync(Stop);
        }
        Assert.Null(await world.Get<SharedDrafts>().FindAsync(Bob, id, Stop));
        Assert.Empty(await world.Get<SharedDrafts>().ListAsync(Bob, Stop));
        Assert.Equal(ShareOutcome.OutsideLimits, await world.Get<DraftSharing>().SetAsync(world.Ann, Id, [Bob.UserId], Stop));
        Assert.Equal(ShareOutcome.Done, await world.Get<DraftSharing>().SetAsync(world.Ann, Id, [], Stop));
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_at_its_field_and_the_stored_one_stays()
    {
        await using var world = await SharedAsync();
        var id = Assert.Single(await world.Get<SharedDrafts>().ListAsync(Bob, Stop)).Id;
        var saved = await world.Get<SharedDrafts>().SaveAsync(Bob, id, 1, "", new string('x', OutboxLimits.BodyLength + 1), "", Stop);
        Assert.Equal(["html"], saved.Errors.Keys);
        Assert.Equal("Offer", (await world.Get<Drafts>().FindAsync(world.Ann, Id, Stop))!.Content.Subject);
    }

    [Fact]
    public async Task The_provider_gets_what_a_colleague_wrote()
    {
        await using var world = await SharedAsync();
        world.Time.Advance(TimeSpan.FromSeconds(10));
        await world.Get<DraftWorker>().RunDueAsync(Stop);
        var id = Assert.Single(await world.Get<SharedDrafts>().ListAsync(Bob, Stop)).Id;
        await world.Get<SharedDrafts>().SaveAsync(Bob, id, 1, "Written by Bob", "", "Hello", Stop);
        world.Time.Advance(TimeSpan.FromSeconds(10));
        await world.Get<DraftWorker>().RunDueAsync(Stop);
        Assert.Contains("Written by Bob", System.Text.Encoding.UTF8.GetString(Assert.Single(world.Server.Drafts).Value), StringComparison.Ordinal);
    }

    private static async Task<OutboxWorld> SharedAsync()
    {
        var world = await OutboxWorld.CreateAsync();
        await world.ConnectAsync();
        await world.AddUserAsync(Bob);
        await SaveAsync(world, 0, "Offer");
        Assert.Equal(ShareOutcome.Done, await world.Get<DraftSharing>().SetAsync(world.Ann, Id, [Bob.UserId], Stop));
        return world;
    }

    private static async Task SaveAsync(OutboxWorld world, int revision, string subject)
    {
        await using var db = await world.DatabaseAsync();
        var mailbox = await db.Mailboxes.Where(m => m.OwnerId == world.Ann.UserId).Select(m => m.Id).SingleAsync(Stop);
        var saved = await world.Get<Drafts>().SaveAsync(world.Ann, Id, revision, mailbox,
            new DraftContent { To = [new EmailAddress("eve@corp.example", "Eve")], Subject = subject, Html = "<p>Dear Eve</p>", Text = "Dear Eve" }, Stop);
        Assert.Equal(revision + 1, saved.Current!.Revision);
    }
}

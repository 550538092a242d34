using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

public sealed class DraftTests
{
    private static readonly Guid Id = Guid.Parse("3f6a0c1e-8d5b-4f0e-9c4b-2f1d7e6a9b01");

    [Fact]
    public async Task Saves_count_up_and_one_from_an_older_text_gets_the_newer_one_back()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        Assert.Equal(1, (await SaveAsync(world, mailbox, 0, "one")).Current!.Revision);
        Assert.Equal(2, (await SaveAsync(world, mailbox, 1, "two")).Current!.Revision);
        var late = await SaveAsync(world, mailbox, 1, "three");
        Assert.True(late.IsConflict);
        Assert.Equal((2, "two"), (late.Current!.Revision, late.Current.Content.Text));
        Assert.Equal("two", (await world.Get<Drafts>().FindAsync(world.Ann, Id, default))!.Content.Text);
    }

    [Fact]
    public async Task Of_many_saves_at_once_exactly_one_follows_a_revision()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        await SaveAsync(world, mailbox, 0, "start");
        var saves = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => SaveAsync(world, mailbox, 1, $"text {n}"))));
        var stored = Assert.Single(saves, s => !s.IsConflict).Current!;
        Assert.All(saves.Where(s => s.IsConflict), s => Assert.Equal(stored.Content.Text, s.Current!.Content.Text));
    }

    [Fact]
    public async Task Half_an_address_is_kept_and_what_is_written_is_not_readable_in_the_database()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var content = new DraftContent { To = [new EmailAddress("bob@", "Bob\r\nBcc: eve@x.example")], Subject = "Zimmerpreise", Text = "confidential words" };
        await world.Get<Drafts>().SaveAsync(world.Ann, Id, 0, mailbox, content, default);
        Assert.Equal("bob@", (await world.Get<Drafts>().FindAsync(world.Ann, Id, default))!.Content.To.Single().Email);
        await using var db = await world.DatabaseAsync();
        var row = await db.Drafts.SingleAsync();
        Assert.DoesNotContain("confidential", System.Text.Encoding.Latin1.GetString(row.ContentCipher));
        Assert.DoesNotContain("Zimmerpreise", System.Text.Json.JsonSerializer.Serialize(row));
    }

    [Fact]
    public async Task Text_left_out_beside_html_is_made_of_it()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        await world.Get<Drafts>().SaveAsync(world.Ann, Id, 0, mailbox, new DraftContent { Html = "<p>It begins <b>like this</b></p>" }, default);
        Assert.Equal("It begins like this", (await world.Get<Drafts>().FindAsync(world.Ann, Id, default))!.Content.Text.Trim());
    }

    [Fact]
    public async Task Another_person_neither_sees_nor_changes_nor_sends_it()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var mallory = new Viewer(RowId.Next(), Role.Rep, "UTC");
        await world.AddUserAsync(mallory);
        await SaveAsync(world, mailbox, 0, "mine");
        var drafts = world.Get<Drafts>();
        Assert.Null(await drafts.FindAsync(mallory, Id, default));
        Assert.Empty(await drafts.ListAsync(mallory, 0, 50, default));
        Assert.False(await drafts.DiscardAsync(mallory, Id, default));
        Assert.Null(await world.Get<DraftSending>().SendAsync(mallory, Id, new DraftSendOrder { Revision = 1 }, default));
        Assert.Contains("mailboxId", (await drafts.SaveAsync(mallory, Id, 0, mailbox, new DraftContent(), default)).Errors.Keys);
        Assert.Equal("mine", (await drafts.FindAsync(world.Ann, Id, default))!.Content.Text);
    }

    [Fact]
    public async Task Provider_gets_one_draft_however_many_saves_and_loses_it_when_discarded()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        for (var revision = 0; revision < 5; revision++)
        {
            await SaveAsync(world, mailbox, revision, $"text {revision + 1}");
            world.Time.Advance(TimeSpan.FromSeconds(10));
            await world.Get<DraftWorker>().RunDueAsync(default);
        }
        Assert.Equal("text 5", TextOf(Assert.Single(world.Server.Drafts).Value));

        Assert.True(await world.Get<Drafts>().DiscardAsync(world.Ann, Id, default));
        await world.Get<DraftWorker>().RunDueAsync(default);
        Assert.Empty(world.Server.Drafts);
        Assert.Null((await SaveAsync(world, mailbox, 5, "again")).Current);
        Assert.Null((await SaveAsync(world, mailbox, 0, "again")).Current);
    }

    [Fact]
    public async Task Saves_in_quick_succession_reach_the_provider_once()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        for (var revision = 0; revision < 4; revision++)
        {
            await SaveAsync(world, mailbox, revision, $"text {revision + 1}");
            world.Time.Advance(TimeSpan.FromSeconds(1));
            await world.Get<DraftWorker>().RunDueAsync(default);
        }
        Assert.Equal(0, world.Server.DraftSaves);
        world.Time.Advance(TimeSpan.FromSeconds(10));
        await world.Get<DraftWorker>().RunDueAsync(default);
        Assert.Equal(1, world.Server.DraftSaves);
        Assert.Equal("text 4", TextOf(Assert.Single(world.Server.Drafts).Value));
    }

    [Fact]
    public async Task Draft_edited_at_the_provider_meanwhile_is_kept_beside_ours()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        await SaveAsync(world, mailbox, 0, "ours");
        await FileAsync(world);
        var edited = ScriptedServer.Read(world.Server.Drafts.Single().Value);
        world.Server.Drafts.Clear();
        Assert.IsType<MimeKit.TextPart>(edited.Body).Text = "theirs";
        using var bytes = new MemoryStream();
        edited.WriteTo(bytes);
        world.Server.Drafts.Add("1:900", bytes.ToArray());

        await SaveAsync(world, mailbox, 1, "ours, longer");
        await FileAsync(world);
        Assert.Equal(["ours, longer", "theirs"], world.Server.Drafts.Values.Select(d => TextOf(d)).Order());
        await world.Get<Drafts>().DiscardAsync(world.Ann, Id, default);
        await FileAsync(world);
        Assert.Equal("theirs", TextOf(Assert.Single(world.Server.Drafts).Value));
    }

    [Fact]
    public async Task Killed_anywhere_while_it_is_filed_it_ends_as_one_draft_at_the_provider()
    {
        for (var point = 1; ; point++)
        {
            await using var world = await OutboxWorld.CreateAsync();
            var mailbox = await world.ConnectAsync();
            await SaveAsync(world, mailbox, 0, "one");
            await FileAsync(world);
            await SaveAsync(world, mailbox, 1, "two");
            world.Kill.KillAt(point);
            try
            {
                await FileAsync(world);
            }
            catch (Exception) when (world.Kill.IsDead)
            {
            }
            var killed = world.Kill.IsDead;
            await world.RestartAsync();
            for (var round = 0; round < 3; round++)
            {
                world.Time.Advance(TimeSpan.FromMinutes(10));
                await world.Get<DraftWorker>().RunDueAsync(default);
            }
            Assert.True(world.Server.Drafts.Count == 1, $"killed at {point}: {world.Server.Drafts.Count} drafts");
            Assert.Equal("two", TextOf(world.Server.Drafts.Single().Value));
            if (!killed)
            {
                Assert.True(point > 2);
                return;
            }
        }
    }

    [Fact]
    public async Task Other_pages_of_its_writer_are_told_of_each_save()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var told = new TaskCompletionSource<LiveChange>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var page = world.Get<LiveFeed>().Subscribe(world.Ann.UserId, change =>
        {
            told.TrySetResult(change);
            return Task.CompletedTask;
        }, _ => Task.CompletedTask);
        await SaveAsync(world, mailbox, 0, "one");
        Assert.Equal([Id.ToString("D")], (await told.Task.WaitAsync(TimeSpan.FromSeconds(30))).DraftIds);
    }

    [Fact]
    public async Task Draft_of_another_mail_program_is_opened_with_its_files_and_replaced_when_written_on()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        using var foreign = new MimeKit.MimeMessage { MessageId = "foreign@phone.example", Subject = "From the phone" };
        foreign.To.Add(MimeKit.MailboxAddress.Parse("bob@customer.example"));
        foreign.Body = new MimeKit.TextPart("plain") { Text = "Started on the way." };
        using var bytes = new MemoryStream();
        foreign.WriteTo(bytes);
        world.Server.Drafts.Add("1:500", bytes.ToArray());
        var email = await world.ReceiveAsync(mailbox, MimeReader.Read(new MemoryStream(bytes.ToArray()), MimeLimits.Default, default));
        await using (var db = await world.DatabaseAsync())
        {
            await db.Emails.Where(e => e.Id == email.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Status, EmailStatus.Draft));
            await db.Folders.ExecuteUpdateAsync(s => s.SetProperty(f => f.Role, FolderRole.Drafts).SetProperty(f => f.RemoteId, "Drafts"));
            await db.Placements.ExecuteUpdateAsync(s => s.SetProperty(p => p.RemoteId, "1:500"));
        }
        var draft = (await world.Get<Drafts>().OpenAsync(world.Ann, email.Id, default))!;
        Assert.Equal(("From the phone", "Started on the way.", "bob@customer.example"), (draft.Content.Subject, draft.Content.Text.Trim(), draft.Content.To.Single().Email));
        Assert.Equal(draft.Id, (await world.Get<Drafts>().OpenAsync(world.Ann, email.Id, default))!.Id);

        await world.Get<Drafts>().SaveAsync(world.Ann, Guid.Parse(draft.Id), 1, mailbox, draft.Content with { Text = "Finished at the desk." }, default);
        await FileAsync(world);
        Assert.Equal("Finished at the desk.", TextOf(Assert.Single(world.Server.Drafts).Value));
    }

    private static Task<DraftSaved> SaveAsync(OutboxWorld world, long mailbox, int baseRevision, string text) =>
        world.Get<Drafts>().SaveAsync(world.Ann, Id, baseRevision, mailbox, new DraftContent { To = [new EmailAddress("bob@customer.example", "Bob")], Subject = "Offer", Text = text }, default);

    private static string? TextOf(byte[] message) => ScriptedServer.Read(message).TextBody?.Trim();

    private static Task FileAsync(OutboxWorld world)
    {
        world.Time.Advance(TimeSpan.FromMinutes(1));
        return world.Get<DraftWorker>().RunDueAsync(default);
    }
}

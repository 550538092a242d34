using Bunit;
using MudBlazor;
using SimpleCrm.Blazor.Panel;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Contacts;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Panel;

public sealed class SidePanelTests : IAsyncLifetime
{
    private readonly ScreenContext _context = new();
    private RecordSeed _seed = null!;
    private EmailThread _thread = null!;

    public async ValueTask InitializeAsync()
    {
        await _context.StartAsync();
        await _context.Mail.ConnectAsync();
        _seed = new(_context);
        _thread = await _context.Mail.AddThreadAsync("Lyon");
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public async Task A_link_says_why_and_is_undone_and_had_again_in_one_click_each()
    {
        await LinkAsync(new(RecordKind.Contact, (await _seed.ContactAsync("Ana Ruiz", "ana@mercier.example")).Id));
        var panel = Show();
        panel.WaitForAssertion(() => Assert.Equal("Linked by you", panel.Find(".sidecard .why > span").TextContent));
        Assert.Equal("Ana Ruiz", panel.Find(".sidecard a").TextContent);

        await panel.Find("[aria-label='Undo the link to Ana Ruiz']").ClickAsync();
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("[aria-label='Undo the link to Ana Ruiz']")));
        await panel.InvokeAsync(Notices.Shown[^1].Act!);
        panel.WaitForAssertion(() => Assert.NotEmpty(panel.FindAll("[aria-label='Undo the link to Ana Ruiz']")));
    }

    [Fact]
    public async Task An_unknown_sender_becomes_a_contact_of_the_conversation()
    {
        var panel = Show();
        panel.WaitForAssertion(() => Assert.Contains("Not known yet", panel.Find(".sidecard.new").TextContent, StringComparison.Ordinal));
        await panel.FindAll(".sidecard.new button").First(b => b.TextContent == "Add contact").ClickAsync();
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll(".sidecard.new")), TimeSpan.FromSeconds(10));
        var ana = (await _seed.Get<ContactRecords>().ListAsync(_seed.Viewer, new RecordQuery(), default))!.Items.Single();
        Assert.Equal(("Ana Ruiz", "ana@mercier.example"), (ana.Name, ana.Addresses.Single()));
        panel.WaitForAssertion(() => Assert.Equal($"/people/{ana.Id}", panel.Find(".sidecard a").GetAttribute("href")));

        await panel.InvokeAsync(Notices.Shown[^1].Act!);
        panel.WaitForAssertion(() => Assert.NotEmpty(panel.FindAll(".sidecard.new")), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Which_deal_it_is_about_is_asked_once()
    {
        var (lyon, helix) = (await _seed.DealAsync("Lyon rollout"), await _seed.DealAsync("Helix renewal"));
        await using (var db = await _context.DatabaseAsync())
        {
            db.AddRange(new[] { lyon, helix }.Select(d => new ThreadLink { MailboxId = _thread.MailboxId, ThreadId = _thread.Id, Kind = RecordKind.Deal, RecordId = d.Id, State = ThreadLinkState.Asked, Score = 60, At = DateTime.UnixEpoch }));
            await db.SaveChangesAsync();
        }
        var panel = Show();
        panel.WaitForAssertion(() => Assert.Equal(["Lyon rollout", "Helix renewal"], panel.FindAll(".sidecard.asks .btn").Select(b => b.TextContent)));
        await panel.FindAll(".sidecard.asks .btn")[0].ClickAsync();
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll(".sidecard.asks")), TimeSpan.FromSeconds(10));
        panel.WaitForAssertion(() => Assert.Contains("Lyon rollout", panel.Find(".sidecard .top").TextContent, StringComparison.Ordinal));
        Assert.Null(await _seed.Get<EmailLinks>().QuestionAsync(_seed.Viewer, _thread.Id, default));
    }

    [Fact]
    public async Task What_is_planned_elsewhere_appears_by_itself_and_is_ticked_off_here()
    {
        var ana = new RecordReference(RecordKind.Contact, (await _seed.ContactAsync("Ana Ruiz", "ana@mercier.example")).Id);
        await LinkAsync(ana);
        var panel = Show();
        panel.WaitForAssertion(() => Assert.Contains("Nothing is planned.", panel.Markup, StringComparison.Ordinal));
        var task = (await _seed.Get<ActivityLog>().SaveAsync(_seed.Viewer, null, 0, new ActivityContent { Type = ActivityType.Task, Subject = "Call about the split", Records = [ana] }, default)).Stored!;
        panel.WaitForAssertion(() => Assert.NotEmpty(panel.FindAll("[aria-label='Done: Call about the split']")), TimeSpan.FromSeconds(10));
        await panel.Find("[aria-label='Done: Call about the split']").ClickAsync();
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("[aria-label='Done: Call about the split']")), TimeSpan.FromSeconds(10));
        Assert.NotNull((await _seed.Get<ActivityLog>().FindAsync(_seed.Viewer, task.Id, default))!.CompletedAt);
    }

    [Fact]
    public async Task A_record_is_changed_without_leaving_the_conversation()
    {
        var ana = await _seed.ContactAsync("Ana Ruiz", "ana@mercier.example");
        await LinkAsync(new(RecordKind.Contact, ana.Id));
        var dialogs = _context.Render<MudDialogProvider>();
        var panel = Show();
        panel.WaitForAssertion(() => Assert.NotEmpty(panel.FindAll("[aria-label='Change Ana Ruiz']")));
        var editing = panel.Find("[aria-label='Change Ana Ruiz']").ClickAsync();
        await dialogs.WaitForElement("#edit-jobTitle").ChangeAsync(new() { Value = "Buyer" });
        Assert.Equal("Buyer", (await _seed.Get<ContactRecords>().FindAsync(_seed.Viewer, ana.Id, default))!.JobTitle);
        panel.WaitForAssertion(() => Assert.Contains("Buyer", panel.Find(".sidecard small").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        await dialogs.FindAll("button").First(b => b.TextContent == "Done").ClickAsync();
        await editing;
    }

    private Notices Notices => _seed.Get<Notices>();

    private IRenderedComponent<SidePanel> Show() => _context.Render<SidePanel>(p => p.Add(s => s.ThreadId, _thread.Id));

    private async Task LinkAsync(RecordReference record) =>
        Assert.NotNull(await _seed.Get<EmailLinks>().LinkAsync(_seed.Viewer, (await _context.Mail.EmailsAsync(_thread))[0].Id, record, default));
}

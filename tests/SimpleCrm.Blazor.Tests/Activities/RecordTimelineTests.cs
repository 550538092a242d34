using Bunit;
using MudBlazor;
using SimpleCrm.Blazor.Activities;
using SimpleCrm.Blazor.Contacts;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Links;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Activities;

public sealed class RecordTimelineTests : IAsyncLifetime
{
    private readonly ScreenContext _context = new();
    private RecordSeed _seed = null!;
    private RecordReference _ana = null!;

    public async ValueTask InitializeAsync()
    {
        await _context.StartAsync();
        _seed = new(_context);
        _ana = new(RecordKind.Contact, (await _seed.ContactAsync("Ana Ruiz", "ana@mercier.example")).Id);
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public void A_record_without_a_past_says_how_it_gets_one()
    {
        var page = _context.Render<ContactPage>(p => p.Add(c => c.Id, _ana.Id));
        page.WaitForAssertion(() => Assert.Contains("Nothing has happened yet", page.Find(".tlempty").TextContent, StringComparison.Ordinal));
        Assert.Equal(["Call", "Meeting", "Note", "Task"], page.FindAll(".timeline .logs button").Select(b => b.TextContent));
    }

    [Fact]
    public async Task What_is_logged_elsewhere_appears_by_itself_newest_first()
    {
        await LogAsync(ActivityType.Call, "First");
        var timeline = Show();
        timeline.WaitForAssertion(() => Assert.Equal(["First"], Titles(timeline)));
        await LogAsync(ActivityType.Note, "Second");
        timeline.WaitForAssertion(() => Assert.Equal(["Second", "First"], Titles(timeline)), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_type_narrows_it_and_everything_can_be_had_again()
    {
        await LogAsync(ActivityType.Call, "A call");
        await LogAsync(ActivityType.Note, "A note");
        var timeline = Show();
        timeline.WaitForAssertion(() => Assert.Equal(2, Titles(timeline).Count()));
        await timeline.Find("[aria-label=Type]").ChangeAsync(new() { Value = "notes" });
        timeline.WaitForAssertion(() => Assert.Equal(["A note"], Titles(timeline)));
        await timeline.Find("[aria-label=Type]").ChangeAsync(new() { Value = "meetings" });
        timeline.WaitForAssertion(() => Assert.Equal("Nothing matches these filters.", timeline.Find(".tlempty").TextContent));
        await timeline.FindAll("button").First(b => b.TextContent == "Show everything").ClickAsync();
        timeline.WaitForAssertion(() => Assert.Equal(2, Titles(timeline).Count()));
    }

    [Fact]
    public async Task A_past_of_more_than_a_page_is_read_on()
    {
        for (var i = 0; i < TimelineQuery.DefaultPageSize + 5; i++)
            await LogAsync(ActivityType.Call, $"Call {i}");
        var timeline = Show();
        timeline.WaitForAssertion(() => Assert.Equal("Call 0", Titles(timeline).Last()), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_call_is_logged_with_the_record_chosen_and_can_be_taken_back()
    {
        var dialogs = _context.Render<MudDialogProvider>();
        var timeline = Show();
        timeline.WaitForAssertion(() => Assert.NotEmpty(timeline.FindAll(".logs button")));
        var logging = timeline.Find(".logs button").ClickAsync();
        dialogs.WaitForElement("#log-subject");
        dialogs.Find("#log-form").Submit();
        Assert.Equal("Enter a subject.", dialogs.WaitForElement("#log-subject-note").TextContent);
        await dialogs.Find("#log-subject").ChangeAsync(new() { Value = "Delivery dates" });
        await dialogs.Find("#log-minutes").ChangeAsync(new() { Value = "14" });
        dialogs.Find("#log-form").Submit();
        await logging;
        timeline.WaitForAssertion(() => Assert.Equal(["Delivery dates"], Titles(timeline)), TimeSpan.FromSeconds(10));
        Assert.Equal("Call to them · 14 min", timeline.Find(".tlrow small").TextContent);
        var notice = Assert.Single(_seed.Get<Notices>().Shown);
        await timeline.InvokeAsync(notice.Act!);
        timeline.WaitForAssertion(() => Assert.Empty(timeline.FindAll(".tlrow")), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_was_deleted_comes_back_with_undo()
    {
        await LogAsync(ActivityType.Note, "A note");
        var timeline = Show();
        await timeline.WaitForElement("[aria-label='Delete A note']").ClickAsync();
        timeline.WaitForAssertion(() => Assert.Empty(timeline.FindAll(".tlrow")), TimeSpan.FromSeconds(10));
        await timeline.InvokeAsync(_seed.Get<Notices>().Shown[^1].Act!);
        timeline.WaitForAssertion(() => Assert.Equal(["A note"], Titles(timeline)), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_was_logged_opens_with_a_press_and_is_changed_or_deleted_there()
    {
        await LogAsync(ActivityType.Note, "A note");
        var dialogs = _context.Render<MudDialogProvider>();
        var timeline = Show();
        var opening = timeline.WaitForElement("button.what").ClickAsync();
        await dialogs.WaitForElement("#log-subject").ChangeAsync(new() { Value = "Another note" });
        dialogs.Find("#log-form").Submit();
        await opening;
        timeline.WaitForAssertion(() => Assert.Equal(["Another note"], Titles(timeline)));

        opening = timeline.Find("button.what").ClickAsync();
        dialogs.WaitForElement("#log-subject");
        await dialogs.FindAll("button").First(b => b.TextContent == "Delete").ClickAsync();
        await opening;
        timeline.WaitForAssertion(() => Assert.Empty(timeline.FindAll(".tlrow")));
    }

    [Fact]
    public async Task What_somebody_else_logged_is_read_and_not_changed()
    {
        var other = _seed.Viewer with { UserId = await _seed.ColleagueAsync("Bo") };
        await _seed.Get<ActivityLog>().SaveAsync(other, null, 0, new ActivityContent { Type = ActivityType.Note, Subject = "Bo's note", Records = [_ana] }, default);
        var dialogs = _context.Render<MudDialogProvider>();
        var timeline = Show();
        _ = timeline.WaitForElement("button.what").ClickAsync();
        Assert.True(dialogs.WaitForElement("#log-subject").HasAttribute("disabled"));
        Assert.Equal(["Close"], dialogs.FindAll(".mud-dialog-actions button").Select(b => b.TextContent));
        Assert.Empty(timeline.FindAll("[aria-label^=Delete]"));
    }

    private IRenderedComponent<RecordTimeline> Show() => _context.Render<RecordTimeline>(p => p.Add(t => t.Record, _ana).Add(t => t.Name, "Ana Ruiz"));

    private static IEnumerable<string> Titles(IRenderedComponent<RecordTimeline> timeline) => timeline.FindAll(".tlrow .what b").Select(b => b.TextContent);

    private async Task LogAsync(ActivityType type, string subject) =>
        Assert.NotNull((await _seed.Get<ActivityLog>().SaveAsync(_seed.Viewer, null, 0, new ActivityContent { Type = type, Subject = subject, Records = [_ana] }, default)).Stored);
}

using Bunit;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Admin;
using SimpleCrm.Deals;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Admin;

public sealed class PipelinesPageTests : IAsyncLifetime
{
    private readonly ScreenContext _context = new();
    private RecordSeed _seed = null!;

    public async ValueTask InitializeAsync()
    {
        await _context.StartAsync();
        _seed = new(_context);
        await using var db = await _context.DatabaseAsync();
        await db.Users.ExecuteUpdateAsync(s => s.SetProperty(u => u.Role, Role.Admin));
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public async Task Stages_are_renamed_moved_and_added_and_saved_twice()
    {
        var page = _context.Render<PipelinesPage>();
        page.WaitForElement(".stage:not(.head) input").Change("Heard of");
        await page.Find("[aria-label='Move Heard of down']").ClickAsync();
        await page.FindAll(".formfoot button").First(b => b.TextContent.Contains("Stage", StringComparison.Ordinal)).ClickAsync();
        page.FindAll("[aria-label='Name of the stage']")[^1].Change("On hold");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(7, page.FindAll(".stage:not(.head)").Count));
        page.Find("form").Submit();

        Assert.Equal(["Qualified", "Heard of", "Proposal", "Negotiation", "Won", "Lost", "On hold"], (await _seed.StagesAsync()).Select(s => s.Name));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task A_stage_that_still_has_deals_is_not_removed_and_says_why()
    {
        await _seed.DealAsync("Lyon rollout", 1);
        var page = _context.Render<PipelinesPage>();
        await page.WaitForElement("[aria-label='Remove Qualified']").ClickAsync();
        page.Find("form").Submit();
        Assert.Contains("Qualified has 1 deal", page.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(6, (await _seed.StagesAsync()).Count);
    }

    [Fact]
    public async Task A_pipeline_is_added_beside_the_first()
    {
        var page = _context.Render<PipelinesPage>();
        await page.WaitForElement("header .btn:not([disabled])").ClickAsync();
        var name = page.FindAll(".pipeline")[^1].QuerySelector("input")!;
        name.Change("Service");
        page.FindAll("form")[^1].Submit();
        page.WaitForAssertion(() => Assert.Equal(["Sales", "Service"], page.FindAll("section.panel").Select(p => p.GetAttribute("aria-label"))));
        Assert.Equal(["New", "Won", "Lost"], (await _seed.Get<Pipelines>().ListAsync(_seed.Viewer, default))[1].Stages.Select(s => s.Name));
    }
}

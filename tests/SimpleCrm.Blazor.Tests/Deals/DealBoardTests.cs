using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Blazor.Deals;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Deals;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Deals;

public sealed class DealBoardTests : IAsyncLifetime
{
    private readonly ScreenContext _context = new();
    private RecordSeed _seed = null!;

    public async ValueTask InitializeAsync()
    {
        await _context.StartAsync();
        _seed = new(_context);
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public async Task Columns_say_how_many_deals_they_have_and_what_these_are_worth()
    {
        await _seed.DealAsync("Lyon rollout", 2, 48_600);
        await _seed.DealAsync("Helix renewal", 2, 1_400.50m);
        await _seed.DealAsync("Chicago line", 2, 9_000, "USD");
        var board = Open();
        board.WaitForAssertion(() => Assert.Equal(6, board.FindAll(".column").Count));
        var proposal = board.Find(".column[data-name=Proposal]");
        Assert.Equal(("3", "€ 50,000.50 · $ 9,000"), (proposal.QuerySelector("header .quiet")!.TextContent, proposal.QuerySelector(".sum")!.TextContent));
        Assert.Equal("Proposal, 3 deals", proposal.GetAttribute("aria-label"));
        Assert.Equal(["Lyon rollout", "Helix renewal", "Chicago line"], Cards(board, "Proposal"));
    }

    [Fact]
    public async Task A_dropped_card_shows_is_stored_and_can_be_taken_back()
    {
        var lyon = await _seed.DealAsync("Lyon rollout");
        var helix = await _seed.DealAsync("Helix renewal", 3);
        var stages = await _seed.StagesAsync();
        var board = Open();
        board.WaitForAssertion(() => Assert.NotEmpty(board.FindAll(".dealcard")));

        await board.InvokeAsync(() => board.Instance.Move($"{lyon.Id}", $"{stages[3].Id}", $"{helix.Id}"));
        Assert.Equal(["Lyon rollout", "Helix renewal"], Cards(board, "Negotiation"));
        Assert.Equal("Negotiation", (await FindAsync(lyon)).StageName);
        var notice = Assert.Single(Notices.Shown);
        Assert.Equal("Lyon rollout moved to Negotiation.", notice.Text);

        await board.InvokeAsync(notice.Act!);
        Assert.Equal(["Lyon rollout"], Cards(board, "New"));
        Assert.Equal("New", (await FindAsync(lyon)).StageName);
    }

    [Fact]
    public async Task A_card_that_somebody_else_moves_moves_here()
    {
        var lyon = await _seed.DealAsync("Lyon rollout");
        var board = Open();
        board.WaitForAssertion(() => Assert.Equal(["Lyon rollout"], Cards(board, "New")));
        await _seed.Get<DealRecords>().MoveAsync(_seed.Viewer, lyon.Id, (await _seed.StagesAsync())[2].Id, null, default);
        board.WaitForAssertion(() => Assert.Equal(["Lyon rollout"], Cards(board, "Proposal")), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_stage_chosen_for_a_deal_puts_it_on_top_there()
    {
        var lyon = await _seed.DealAsync("Lyon rollout");
        await _seed.DealAsync("Helix renewal", 4);
        var board = Open();
        board.WaitForAssertion(() => Assert.NotEmpty(board.FindAll(".dealcard")));
        await board.InvokeAsync(async () => await board.Instance.MoveToStage($"{lyon.Id}", $"{(await _seed.StagesAsync())[4].Id}"));
        Assert.Equal(["Lyon rollout", "Helix renewal"], Cards(board, "Won"));
    }

    [Fact]
    public async Task A_long_column_is_drawn_in_part_and_where_it_is_scrolled_to()
    {
        for (var i = 0; i < 40; i++)
            await _seed.DealAsync($"Deal {i:00}");
        var stage = (await _seed.StagesAsync())[0].Id;
        var board = Open();
        board.WaitForAssertion(() => Assert.NotEmpty(board.FindAll(".dealcard")));
        Assert.Equal([.. Enumerable.Range(0, 14).Select(i => $"Deal {i:00}")], Cards(board, "New"));

        await board.InvokeAsync(() => board.Instance.Show($"{stage}", 20, 5));
        Assert.Equal(["Deal 20", "Deal 21", "Deal 22", "Deal 23", "Deal 24"], Cards(board, "New"));
        Assert.Equal(("21", "40"), (board.Find(".dealcard").GetAttribute("aria-posinset"), board.Find(".dealcard").GetAttribute("aria-setsize")));

        await board.InvokeAsync(() => board.Instance.Show($"{stage}", 1000, 5));
        Assert.Equal(["Deal 35", "Deal 36", "Deal 37", "Deal 38", "Deal 39"], Cards(board, "New"));
    }

    [Fact]
    public async Task A_move_that_fails_goes_back_and_says_so()
    {
        var lyon = await _seed.DealAsync("Lyon rollout");
        await _seed.DealAsync("Helix renewal");
        var won = (await _seed.StagesAsync())[4].Id;
        var board = Open();
        board.WaitForAssertion(() => Assert.NotEmpty(board.FindAll(".dealcard")));
        await using (var db = await _context.DatabaseAsync())
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE Stages RENAME TO Away");
        await board.InvokeAsync(() => board.Instance.Move($"{lyon.Id}", $"{won}", ""));
        Assert.Equal(["Lyon rollout", "Helix renewal"], Cards(board, "New"));
        Assert.True(Assert.Single(Notices.Shown).IsError);
        await using (var db = await _context.DatabaseAsync())
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE Away RENAME TO Stages");
    }

    [Fact]
    public async Task A_deal_that_somebody_deleted_meanwhile_leaves_the_board()
    {
        var lyon = await _seed.DealAsync("Lyon rollout");
        await _seed.DealAsync("Helix renewal");
        var board = Open();
        board.WaitForAssertion(() => Assert.Equal(2, board.FindAll(".dealcard").Count));
        await _seed.Get<DealRecords>().DeleteAsync(_seed.Viewer, lyon.Id, default);
        await board.InvokeAsync(async () => await board.Instance.Move($"{lyon.Id}", $"{(await _seed.StagesAsync())[4].Id}", ""));
        Assert.Equal("Helix renewal", Assert.Single(board.FindAll(".dealcard b[title]")).TextContent);
        Assert.True(Assert.Single(Notices.Shown).IsError);
    }

    [Fact]
    public async Task An_open_deal_past_its_date_stands_out()
    {
        await _seed.DealAsync("Late", closeDate: new DateOnly(2026, 1, 5));
        await _seed.DealAsync("Done", 4, closeDate: new DateOnly(2026, 1, 5));
        var board = Open();
        board.WaitForAssertion(() => Assert.Equal(2, board.FindAll(".dealcard").Count));
        Assert.Equal("Late", board.Find("time.late").Closest(".dealcard")!.QuerySelector("b")!.TextContent);
    }

    private Notices Notices => _context.Services.GetRequiredService<Notices>();

    private IRenderedComponent<DealBoard> Open() => _context.Render<DealBoard>(p => p.Add(b => b.Filter, new RecordFilter()));

    private static IReadOnlyList<string> Cards(IRenderedComponent<DealBoard> board, string stage) =>
        [.. board.FindAll($".column[data-name={stage}] .dealcard b[title]").Select(b => b.TextContent)];

    private async Task<DealView> FindAsync(DealView deal) => (await _seed.Get<DealRecords>().FindAsync(_seed.Viewer, deal.Id, default))!;
}

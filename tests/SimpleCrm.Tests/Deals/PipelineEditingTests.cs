using SimpleCrm.Access;
using SimpleCrm.Deals;
using SimpleCrm.Tests.Access;
using Xunit;

namespace SimpleCrm.Tests.Deals;

public sealed class PipelineEditingTests : IAsyncLifetime
{
    private Workspace _workspace = null!;
    private Viewer _rep = null!, _admin = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private PipelineEditing Editing => _workspace.Get<PipelineEditing>();
    private DealRecords Deals => _workspace.Get<DealRecords>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.CreateAsync();
        _rep = await _workspace.AddAsync("ana", Role.Rep);
        _admin = await _workspace.AddAsync("ida", Role.Admin);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Stages_are_renamed_reordered_added_and_removed()
    {
        var sales = await FirstAsync();
        var wanted = sales.Stages.Where(s => s.Name != "Qualified").Select(s => new StageContent(s.Id, s.Name == "Proposal" ? "Offer" : s.Name, s.Probability, s.Kind)).ToList();
        wanted.Insert(0, new StageContent(null, "Heard of", 5, StageKind.Open));
        Assert.Null(await Editing.SaveAsync(_admin, sales.Id, "Sales, north", wanted, Cancellation));

        var changed = await FirstAsync();
        Assert.Equal("Sales, north", changed.Name);
        Assert.Equal(["Heard of", "New", "Offer", "Negotiation", "Won", "Lost"], changed.Stages.Select(s => s.Name));
        Assert.Equal(sales.Stages.First(s => s.Name == "Proposal").Id, changed.Stages.First(s => s.Name == "Offer").Id);
    }

    [Fact]
    public async Task A_stage_with_deals_stays_until_they_are_moved()
    {
        var sales = await FirstAsync();
        var deal = (await Deals.SaveAsync(_rep, null, 0, new DealContent { Name = "Lyon rollout", StageId = sales.Stages[1].Id }, Cancellation)).Stored!;
        var without = sales.Stages.Where(s => s.Id != deal.StageId).Select(s => new StageContent(s.Id, s.Name, s.Probability, s.Kind)).ToList();

        Assert.Contains("Qualified has 1 deal", await Editing.SaveAsync(_admin, sales.Id, "Sales", without, Cancellation));
        Assert.Equal(6, (await FirstAsync()).Stages.Count);

        Assert.True(await Deals.DeleteAsync(_rep, deal.Id, Cancellation));
        Assert.Null(await Editing.SaveAsync(_admin, sales.Id, "Sales", without, Cancellation));
        Assert.Equal("New", (await Deals.RestoreAsync(_rep, deal.Id, Cancellation)).Stored!.StageName);
    }

    [Fact]
    public async Task A_pipeline_is_deleted_unless_it_has_deals_or_is_the_last()
    {
        var sales = await FirstAsync();
        Assert.Contains("only pipeline", await Editing.DeleteAsync(_admin, sales.Id, Cancellation));
        Assert.Null(await Editing.SaveAsync(_admin, null, "Service", [new(null, "Asked", 20, StageKind.Open)], Cancellation));
        var service = (await _workspace.Get<Pipelines>().ListAsync(_rep, Cancellation))[1];
        var deal = (await Deals.SaveAsync(_rep, null, 0, new DealContent { Name = "Yearly check", StageId = service.Stages[0].Id }, Cancellation)).Stored!;

        Assert.Contains("Asked has 1 deal", await Editing.DeleteAsync(_admin, service.Id, Cancellation));
        await Deals.MoveAsync(_rep, deal.Id, sales.Stages[0].Id, null, Cancellation);
        Assert.Null(await Editing.DeleteAsync(_admin, service.Id, Cancellation));
        Assert.Equal("Sales", (await _workspace.Get<Pipelines>().ListAsync(_rep, Cancellation)).Single().Name);
    }

    [Theory]
    [InlineData("", "New", 10, StageKind.Open)]
    [InlineData("Service", "", 10, StageKind.Open)]
    [InlineData("Service", "New", 101, StageKind.Open)]
    [InlineData("Service", "New", 100, StageKind.Won)]
    [InlineData("Sales", "New", 10, StageKind.Open)]
    public async Task What_makes_no_pipeline_is_refused(string name, string stage, int probability, StageKind kind)
    {
        await FirstAsync();
        Assert.NotNull(await Editing.SaveAsync(_admin, null, name, [new(null, stage, probability, kind)], Cancellation));
        Assert.Single(await _workspace.Get<Pipelines>().ListAsync(_rep, Cancellation));
    }

    [Fact]
    public async Task Only_admins_change_pipelines()
    {
        var sales = await FirstAsync();
        Assert.NotNull(await Editing.SaveAsync(_rep, sales.Id, "Mine", [new(null, "New", 1, StageKind.Open)], Cancellation));
        Assert.NotNull(await Editing.DeleteAsync(_rep, sales.Id, Cancellation));
        Assert.Equal("Sales", (await FirstAsync()).Name);
    }

    private async Task<PipelineView> FirstAsync() => (await _workspace.Get<Pipelines>().ListAsync(_rep, Cancellation))[0];
}

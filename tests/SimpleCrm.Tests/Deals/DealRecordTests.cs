using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Deals;
using SimpleCrm.Tests.Access;
using Xunit;

namespace SimpleCrm.Tests.Deals;

public sealed class DealRecordTests : IAsyncLifetime
{
    private Workspace _workspace = null!;
    private Viewer _rep = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private DealRecords Deals => _workspace.Get<DealRecords>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.CreateAsync();
        _rep = await _workspace.AddAsync("ana", Role.Rep);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task A_new_deal_enters_the_first_stage_and_has_its_probability()
    {
        var deal = await AddAsync("Lyon rollout");
        Assert.Equal(("New", 10, "EUR", StageKind.Open), (deal.StageName, deal.Probability, deal.Currency, deal.StageKind));
        Assert.Null(deal.OwnProbability);
    }

    [Fact]
    public async Task Everybody_who_asks_at_once_gets_the_same_pipeline()
    {
        var pipelines = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _workspace.Get<Pipelines>().ListAsync(_rep, Cancellation))));
        Assert.Single(pipelines.Select(p => p.Single().Id).Distinct());
        Assert.Equal(["New", "Qualified", "Proposal", "Negotiation", "Won", "Lost"], pipelines[0].Single().Stages.Select(s => s.Name));
    }

    [Theory]
    [InlineData("value", -1, "EUR", null)]
    [InlineData("currency", 1, "EURO", null)]
    [InlineData("probability", 1, "EUR", 101)]
    public async Task Bad_input_names_its_field(string field, int value, string currency, int? probability)
    {
        var outcome = await Deals.SaveAsync(_rep, null, 0, new DealContent { Name = "Deal", Value = value, Currency = currency, Probability = probability }, Cancellation);
        Assert.Equal([field], outcome.Errors.Keys);
    }

    [Fact]
    public async Task Cards_are_put_where_they_are_dropped_however_often()
    {
        var stages = (await _workspace.Get<Pipelines>().ListAsync(_rep, Cancellation)).Single();
        var deals = new List<long>();
        for (var n = 0; n < 4; n++)
            deals.Add((await AddAsync($"Deal {n}")).Id);

        // Always between the same two: halves of halves end after some fifty.
        for (var n = 0; n < 140; n++)
        {
            var (moved, before) = (deals[2], deals[1]);
            Assert.NotNull(await Deals.MoveAsync(_rep, moved, stages.Stages[0].Id, before, Cancellation));
            (deals[1], deals[2]) = (moved, before);
        }
        Assert.Equal(deals, (await BoardAsync(stages.Id)).Select(d => d.Id));

        await Deals.MoveAsync(_rep, deals[0], stages.Stages[2].Id, null, Cancellation);
        var moved2 = (await Deals.FindAsync(_rep, deals[0], Cancellation))!;
        Assert.Equal(("Proposal", 50), (moved2.StageName, moved2.Probability));
    }

    [Fact]
    public async Task A_stage_is_entered_when_the_deal_is_moved_there_and_not_when_it_is_edited()
    {
        var stages = (await _workspace.Get<Pipelines>().ListAsync(_rep, Cancellation)).Single().Stages;
        var deal = await AddAsync("Deal");
        _workspace.Time.Advance(TimeSpan.FromDays(2));
        var edited = (await Deals.SaveAsync(_rep, deal.Id, deal.Version, new DealContent { Name = "Deal", Value = 5 }, Cancellation)).Stored!;
        Assert.Equal(deal.StageSince, edited.StageSince);
        var moved = (await Deals.SaveAsync(_rep, deal.Id, edited.Version, new DealContent { Name = "Deal", StageId = stages[1].Id }, Cancellation)).Stored!;
        Assert.Equal(deal.StageSince + TimeSpan.FromDays(2), moved.StageSince);
    }

    [Fact]
    public async Task A_deal_keeps_contacts_that_were_deleted_out_of_sight_and_takes_no_new_ones()
    {
        var contacts = _workspace.Get<ContactRecords>();
        var contact = (await contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = "Ana" }, Cancellation)).Stored!;
        var deal = (await Deals.SaveAsync(_rep, null, 0, new DealContent { Name = "Deal", ContactIds = [contact.Id] }, Cancellation)).Stored!;
        await contacts.DeleteAsync(_rep, contact.Id, Cancellation);

        Assert.Empty((await Deals.FindAsync(_rep, deal.Id, Cancellation))!.Contacts);
        Assert.NotNull((await Deals.SaveAsync(_rep, deal.Id, deal.Version, new DealContent { Name = "Deal", ContactIds = [contact.Id] }, Cancellation)).Stored);
        Assert.Equal(["contactIds"], (await Deals.SaveAsync(_rep, null, 0, new DealContent { Name = "Other", ContactIds = [contact.Id] }, Cancellation)).Errors.Keys);
        await contacts.RestoreAsync(_rep, contact.Id, Cancellation);
        Assert.Single((await Deals.FindAsync(_rep, deal.Id, Cancellation))!.Contacts);
    }

    [Fact]
    public async Task A_deal_is_found_by_what_its_company_and_contacts_are_called_now()
    {
        var companies = _workspace.Get<CompanyRecords>();
        var contacts = _workspace.Get<ContactRecords>();
        var company = (await companies.SaveAsync(_rep, null, 0, new CompanyContent { Name = "Mercier" }, Cancellation)).Stored!;
        var contact = (await contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = "Ana Ruiz" }, Cancellation)).Stored!;
        await Deals.SaveAsync(_rep, null, 0, new DealContent { Name = "Rollout", CompanyId = company.Id, ContactIds = [contact.Id] }, Cancellation);
        await AddAsync("Another");
        await companies.SaveAsync(_rep, company.Id, company.Version, new CompanyContent { Name = "Helix" }, Cancellation);
        await contacts.SaveAsync(_rep, contact.Id, contact.Version, new ContactContent { Name = "Ana Smith" }, Cancellation);

        async Task<int> CountAsync(string text) => (await Deals.ListAsync(_rep, new RecordQuery { Text = text }, null, Cancellation))!.Total;
        Assert.Equal((1, 1, 1), (await CountAsync("helix"), await CountAsync("smith"), await CountAsync("roll hel ana")));
        Assert.Equal((0, 0), (await CountAsync("mercier"), await CountAsync("ruiz")));
    }

    [Fact]
    public async Task A_deal_that_is_edited_moved_and_deleted_at_once_answers_everybody()
    {
        var stage = (await _workspace.Get<Pipelines>().ListAsync(_rep, Cancellation)).Single().Stages[1].Id;
        for (var round = 0; round < 10; round++)
        {
            var deal = await AddAsync("Deal");
            var edit = Task.Run(() => Deals.SaveAsync(_rep, deal.Id, deal.Version, new DealContent { Name = "Edited" }, Cancellation));
            var move = Task.Run(() => Deals.MoveAsync(_rep, deal.Id, stage, null, Cancellation));
            var delete = Task.Run(() => Deals.DeleteAsync(_rep, deal.Id, Cancellation));
            await Task.WhenAll(edit, move, delete);
            Assert.True(await delete);
            var restored = (await Deals.RestoreAsync(_rep, deal.Id, Cancellation)).Stored!;
            Assert.Equal((await edit).Stored is null ? "Deal" : "Edited", restored.Name);
            Assert.Equal(await move is null ? deal.StageId : stage, restored.StageId);
        }
    }

    private async Task<DealView> AddAsync(string name) => (await Deals.SaveAsync(_rep, null, 0, new DealContent { Name = name, Value = 48_600 }, Cancellation)).Stored!;

    private Task<IReadOnlyList<DealView>> BoardAsync(long pipelineId) => Deals.BoardAsync(_rep, pipelineId, new RecordQuery(), Cancellation);
}

using SimpleCrm.Blazor.Records;
using SimpleCrm.Contacts;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Records;

public sealed class BulkChangeTests : IAsyncLifetime
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
    public async Task Undo_gives_each_record_what_it_had_except_where_somebody_changed_it_since()
    {
        var (one, two, three) = (await LeadAsync("One", LeadStatus.New), await LeadAsync("Two", LeadStatus.Working), await LeadAsync("Three", LeadStatus.Qualified));
        var change = await ChangeAsync("status");
        await change.ApplyAsync(_seed.Viewer, [one.Id, two.Id, three.Id], "Qualified", _ => { }, default);
        Assert.Equal((2, 0), (change.Changed, change.Refused));
        Assert.All(await StatesAsync(), state => Assert.Equal(LeadStatus.Qualified, state));

        var changed = (await Leads.FindAsync(_seed.Viewer, two.Id, default))!;
        await Leads.SaveAsync(_seed.Viewer, two.Id, changed.Version, new LeadContent { Name = "Two", Status = LeadStatus.Unqualified }, default);
        Assert.Equal(1, await change.UndoAsync(_seed.Viewer));
        Assert.Equal([LeadStatus.New, LeadStatus.Unqualified, LeadStatus.Qualified], await StatesAsync());

        async Task<IReadOnlyList<LeadStatus>> StatesAsync()
        {
            var states = new List<LeadStatus>();
            foreach (var id in (long[])[one.Id, two.Id, three.Id])
                states.Add((await Leads.FindAsync(_seed.Viewer, id, default))!.Status);
            return states;
        }
    }

    [Fact]
    public async Task What_cannot_be_changed_stays_and_says_why_and_stopping_leaves_the_rest()
    {
        var (one, two) = (await LeadAsync("One", LeadStatus.New), await LeadAsync("Two", LeadStatus.New));
        var refused = await ChangeAsync("status");
        await refused.ApplyAsync(_seed.Viewer, [one.Id, two.Id], "Converted", _ => { }, default);
        Assert.Equal((0, 2), (refused.Changed, refused.Refused));
        Assert.Contains("Convert the lead", refused.Refusal, StringComparison.Ordinal);

        using var stop = new CancellationTokenSource();
        var stopped = await ChangeAsync("source");
        await stopped.ApplyAsync(_seed.Viewer, [one.Id, two.Id], "Trade fair", _ => stop.Cancel(), stop.Token);
        Assert.Equal(1, stopped.Changed);
        Assert.Equal("", (await Leads.FindAsync(_seed.Viewer, two.Id, default))!.Source);
    }

    [Fact]
    public async Task A_record_that_is_gone_is_passed_over()
    {
        var one = await LeadAsync("One", LeadStatus.New);
        await Leads.DeleteAsync(_seed.Viewer, one.Id, default);
        var change = await ChangeAsync("status");
        await change.ApplyAsync(_seed.Viewer, [one.Id], "Working", _ => { }, default);
        Assert.Equal((0, 0), (change.Changed, change.Refused));
    }

    private LeadRecords Leads => _seed.Get<LeadRecords>();

    private Task<LeadView> LeadAsync(string name, LeadStatus status) => _seed.LeadAsync(new LeadContent { Name = name, Status = status, OwnerId = _seed.Viewer.UserId });

    private async Task<BulkChange<LeadView, LeadContent>> ChangeAsync(string key)
    {
        var sheet = _seed.Get<RecordSheet<LeadView, LeadContent>>();
        return new(sheet, (await sheet.FieldsAsync(_seed.Viewer, default)).Single(f => f.Key == key));
    }
}

using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Links;
using SimpleCrm.Tests.Access;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Tests.Contacts;

public sealed class RecordBatchTests : IAsyncLifetime
{
    private Workspace _workspace = null!;
    private Viewer _rep = null!, _other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private ContactRecords Contacts => _workspace.Get<ContactRecords>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.CreateAsync();
        _rep = await _workspace.AddAsync("ana", Role.Rep);
        _other = await _workspace.AddAsync("bob", Role.Rep);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Of_many_those_are_deleted_that_are_the_viewers_to_delete()
    {
        var mine = await AddAsync("Mine", _rep.UserId);
        var nobodys = await AddAsync("Nobody's", null);
        var theirs = await AddAsync("Theirs", _other.UserId);

        var deleted = await Contacts.DeleteAsync(_rep, [mine.Id, nobodys.Id, theirs.Id, 17], Cancellation);

        Assert.Equal(new[] { mine.Id, nobodys.Id }.Order(), deleted.Order());
        Assert.Equal(["Theirs"], await NamesAsync(new RecordQuery()));
        Assert.Equal("Mine", (await Contacts.RestoreAsync(_rep, mine.Id, Cancellation)).Stored?.Name);
    }

    [Fact]
    public async Task More_than_a_statement_takes_are_deleted_at_once()
    {
        var ids = new List<long>();
        for (var n = 0; n < 510; n++)
            ids.Add((await AddAsync($"Contact {n}", _rep.UserId)).Id);
        Assert.Equal(510, (await Contacts.DeleteAsync(_rep, ids, Cancellation)).Count);
        Assert.Empty(await NamesAsync(new RecordQuery()));
    }

    [Fact]
    public async Task Records_given_away_say_whose_they_were_and_are_seen_as_changed()
    {
        var mine = await AddAsync("Mine", _rep.UserId);
        var nobodys = await AddAsync("Nobody's", null);
        var theirs = await AddAsync("Theirs", _other.UserId);
        _workspace.Time.Advance(TimeSpan.FromMinutes(1));

        var former = await Contacts.AssignAsync(_rep, [mine.Id, nobodys.Id, theirs.Id], _other.UserId, Cancellation);

        Assert.Equal(new[] { new FormerOwner(mine.Id, _rep.UserId), new FormerOwner(nobodys.Id, null) }.OrderBy(f => f.RecordId), former!.OrderBy(f => f.RecordId));
        var given = (await Contacts.FindAsync(_rep, mine.Id, Cancellation))!;
        Assert.Equal(("bob", mine.Version + 1), (given.OwnerName, given.Version));
        Assert.Equal(theirs.Version, (await Contacts.FindAsync(_rep, theirs.Id, Cancellation))!.Version);
        Assert.NotNull((await Contacts.SaveAsync(_rep, mine.Id, mine.Version, new ContactContent { Name = "Later" }, Cancellation)).Current);
    }

    [Fact]
    public async Task Records_given_away_together_say_so_in_the_timeline_of_each()
    {
        var mine = await AddAsync("Mine", _rep.UserId);
        var nobodys = await AddAsync("Nobody's", null);
        await Contacts.AssignAsync(_rep, [mine.Id, nobodys.Id], _other.UserId, Cancellation);
        Assert.Equal(new FieldChange("owner", "ana", "bob"), await OnlyChangeAsync(mine.Id));
        Assert.Equal(new FieldChange("owner", null, "bob"), await OnlyChangeAsync(nobodys.Id));

        async Task<FieldChange> OnlyChangeAsync(long id) =>
            Assert.Single(Assert.Single((await _workspace.Get<Timelines>().ReadAsync(_rep, new RecordReference(RecordKind.Contact, id), new TimelineQuery(), Cancellation))!.Items).Changes);
    }

    [Fact]
    public async Task Of_many_those_are_brought_back_against_which_nothing_stands()
    {
        var first = await AddAsync("First", _rep.UserId, "first@mercier.example");
        var second = await AddAsync("Second", _rep.UserId, "second@mercier.example");
        await Contacts.DeleteAsync(_rep, [first.Id, second.Id], Cancellation);
        await AddAsync("Successor", _rep.UserId, "second@mercier.example");

        var refusals = await Contacts.RestoreAsync(_rep, [first.Id, second.Id], Cancellation);

        Assert.Contains("Successor", Assert.Single(refusals), StringComparison.Ordinal);
        Assert.Equal(["First", "Successor"], await NamesAsync(new RecordQuery()));
    }

    [Fact]
    public async Task What_is_not_the_viewers_to_delete_is_not_theirs_to_bring_back()
    {
        var theirs = await AddAsync("Theirs", _other.UserId);
        await Contacts.DeleteAsync(_other, [theirs.Id], Cancellation);
        Assert.Single(await Contacts.RestoreAsync(_rep, [theirs.Id], Cancellation));
        Assert.Empty(await NamesAsync(new RecordQuery()));
    }

    [Fact]
    public async Task Nobody_inactive_is_given_a_record()
    {
        var admin = await _workspace.AddAsync("ida", Role.Admin);
        await _workspace.Get<People>().SetDisabledAsync(admin, _other.UserId, true, Cancellation);
        var mine = await AddAsync("Mine", _rep.UserId);
        Assert.Null(await Contacts.AssignAsync(_rep, [mine.Id], _other.UserId, Cancellation));
        Assert.Equal("ana", (await Contacts.FindAsync(_rep, mine.Id, Cancellation))!.OwnerName);
        Assert.Equal(["ana", "ida"], (await _workspace.Get<Colleagues>().ListAsync(_rep, Cancellation)).Select(c => c.Name));
    }

    [Fact]
    public async Task A_screen_may_look_into_the_middle_of_a_list()
    {
        for (var n = 0; n < 9; n++)
            await AddAsync($"Contact {n}", n == 4 ? null : _rep.UserId);
        Assert.Equal(["Contact 3", "Contact 4"], await NamesAsync(new RecordQuery { Skip = 3, PageSize = 2 }));
        Assert.Equal(["Contact 4"], await NamesAsync(new RecordQuery { IsUnowned = true }));
        Assert.Empty(await NamesAsync(new RecordQuery { Skip = 9 }));
    }

    private async Task<IReadOnlyList<string>> NamesAsync(RecordQuery query) => [.. (await Contacts.ListAsync(_rep, query, Cancellation))!.Items.Select(c => c.Name)];

    private async Task<ContactView> AddAsync(string name, long? ownerId, params string[] addresses) =>
        (await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = name, OwnerId = ownerId, Addresses = addresses }, Cancellation)).Stored!;
}

using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Tests.Access;
using Xunit;

namespace SimpleCrm.Tests.Contacts;

public sealed class ContactRecordTests : IAsyncLifetime
{
    private Workspace _workspace = null!;
    private Viewer _rep = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private ContactRecords Contacts => _workspace.Get<ContactRecords>();
    private CompanyRecords Companies => _workspace.Get<CompanyRecords>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.CreateAsync();
        _rep = await _workspace.AddAsync("ana", Role.Rep);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task A_contact_is_stored_as_one_clean_line_each_and_read_back()
    {
        var company = await AddCompanyAsync("Mercier SA");
        var stored = (await Contacts.SaveAsync(_rep, null, 0, new ContactContent
        {
            Name = "  Ana\r\nRuiz ",
            JobTitle = "Head of\toperations",
            Addresses = ["Ana.Ruiz@Mercier.example", "ana@mercier.example", "ana.ruiz@mercier.example"],
            Phones = ["+33 1 23 45", ""],
            CompanyId = company.Id,
            OwnerId = _rep.UserId,
            Tags = ["VIP", "vip", "Lyon"],
        }, Cancellation)).Stored!;

        Assert.Equal(("Ana Ruiz", "Head of operations", "Mercier SA", "ana"), (stored.Name, stored.JobTitle, stored.CompanyName, stored.OwnerName));
        Assert.Equal(["ana.ruiz@mercier.example", "ana@mercier.example"], stored.Addresses);
        Assert.Equal(["+33 1 23 45"], stored.Phones);
        Assert.Equal(["lyon", "vip"], stored.Tags);
        Assert.Equivalent(stored, await Contacts.FindAsync(_rep, stored.Id, Cancellation));
    }

    [Theory]
    [InlineData("name", "", "a@b.example", null, null)]
    [InlineData("addresses", "Ana", "not an address", null, null)]
    [InlineData("addresses", "Ana", "a@b.example\r\nBcc: x@y.example", null, null)]
    [InlineData("companyId", "Ana", "a@b.example", 17L, null)]
    [InlineData("ownerId", "Ana", "a@b.example", null, 17L)]
    public async Task Bad_input_names_its_field_and_stores_nothing(string field, string name, string address, long? companyId, long? ownerId)
    {
        var outcome = await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = name, Addresses = [address], CompanyId = companyId, OwnerId = ownerId }, Cancellation);
        Assert.Null(outcome.Stored);
        Assert.Equal([field], outcome.Errors.Keys);
        Assert.Equal(0, (await ListAsync(new RecordQuery())).Total);
    }

    [Fact]
    public async Task An_address_belongs_to_one_contact_until_that_one_is_deleted()
    {
        var first = await AddAsync("Ana Ruiz", "ana@mercier.example");
        var refused = await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = "Other", Addresses = ["ANA@mercier.example"] }, Cancellation);
        Assert.Contains("Ana Ruiz", refused.Errors["addresses"].Single());

        Assert.True(await Contacts.DeleteAsync(_rep, first.Id, Cancellation));
        var second = await AddAsync("Ana Smith", "ana@mercier.example");
        Assert.Contains("Ana Smith", (await Contacts.RestoreAsync(_rep, first.Id, Cancellation)).Errors["addresses"].Single());

        Assert.True(await Contacts.DeleteAsync(_rep, second.Id, Cancellation));
        Assert.Equal("Ana Ruiz", (await Contacts.RestoreAsync(_rep, first.Id, Cancellation)).Stored?.Name);
    }

    [Fact]
    public async Task Two_who_add_the_same_address_at_once_add_one_contact()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
            Task.Run(() => Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = $"Contact {n}", Addresses = ["same@mercier.example"] }, Cancellation))));
        Assert.Single(outcomes, o => o.Stored is not null);
        Assert.Equal(1, (await ListAsync(new RecordQuery())).Total);
    }

    [Fact]
    public async Task The_later_of_two_edits_sees_what_changed_and_loses_nothing()
    {
        var read = await AddAsync("Ana Ruiz", "ana@mercier.example");
        var first = await Contacts.SaveAsync(_rep, read.Id, read.Version, new ContactContent { Name = "Ana Ruiz", JobTitle = "Director" }, Cancellation);
        var second = await Contacts.SaveAsync(_rep, read.Id, read.Version, new ContactContent { Name = "Anna Ruiz" }, Cancellation);

        Assert.Null(second.Stored);
        Assert.Equal(("Director", first.Stored!.Version), (second.Current!.JobTitle, second.Current.Version));
        Assert.Equal("Ana Ruiz", (await Contacts.FindAsync(_rep, read.Id, Cancellation))!.Name);
        Assert.NotNull((await Contacts.SaveAsync(_rep, read.Id, second.Current.Version, new ContactContent { Name = "Anna Ruiz" }, Cancellation)).Stored);
    }

    [Theory]
    [InlineData("ruiz", "Ana Ruiz")]
    [InlineData("RU an", "Ana Ruiz")]
    [InlineData("große", "Bob Größe")]
    [InlineData("mercier", "Ana Ruiz")]
    [InlineData("bob@cust", "Bob Größe")]
    [InlineData("0123456", "Bob Größe")]
    [InlineData("uiz", "")]
    [InlineData("ana bob", "")]
    [InlineData("%", "Ana Ruiz, Bob Größe, Zoë")]
    public async Task Contacts_are_found_by_the_beginnings_of_their_words(string text, string names)
    {
        await AddAsync("Ana Ruiz", "ana@mercier.example");
        await AddAsync("Zoë", null);
        await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = "Bob Größe", Addresses = ["bob@customer.example"], Phones = ["+49 (0)123 / 456"] }, Cancellation);
        if (text == "0123456")
            text = "490123456";
        Assert.Equal(names, string.Join(", ", (await ListAsync(new RecordQuery { Text = text })).Items.Select(c => c.Name)));
    }

    [Fact]
    public async Task A_renamed_company_is_found_by_its_new_name_alone()
    {
        var company = await AddCompanyAsync("Mercier");
        await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = "Ana", CompanyId = company.Id }, Cancellation);
        await Companies.SaveAsync(_rep, company.Id, company.Version, new CompanyContent { Name = "Helix" }, Cancellation);
        Assert.Equal((0, 1), ((await ListAsync(new RecordQuery { Text = "mercier" })).Total, (await ListAsync(new RecordQuery { Text = "helix" })).Total));
    }

    [Theory]
    [InlineData(RecordOrder.Name)]
    [InlineData(RecordOrder.Changed)]
    [InlineData(RecordOrder.Added)]
    public async Task Pages_hold_each_contact_once_in_order_even_when_some_are_added_meanwhile(RecordOrder order)
    {
        for (var n = 0; n < 25; n++)
        {
            await AddAsync($"Contact {n * 7 % 25:00}", null);
            _workspace.Time.Advance(TimeSpan.FromSeconds(n % 2));
        }
        var whole = (await ListAsync(new RecordQuery { Order = order, PageSize = 100 })).Items.Select(c => c.Id).ToList();

        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = await ListAsync(new RecordQuery { Order = order, PageSize = 4, Cursor = cursor });
            seen.AddRange(page.Items.Select(c => c.Id));
            cursor = page.NextCursor;
            _workspace.Time.Advance(TimeSpan.FromSeconds(1));
            await AddAsync("A new one", null);
        }
        while (cursor is not null && seen.Count < 100);
        Assert.Equal(whole, seen.Where(whole.Contains));
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("AAAA")]
    [InlineData("MSA1IHg")]
    public async Task A_cursor_that_is_none_is_refused(string cursor) =>
        Assert.Null(await Contacts.ListAsync(_rep, new RecordQuery { Cursor = cursor }, Cancellation));

    [Fact]
    public async Task Filters_narrow_the_list()
    {
        var company = await AddCompanyAsync("Mercier");
        await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = "Mine", OwnerId = _rep.UserId, Tags = ["key account"] }, Cancellation);
        await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = "Theirs", CompanyId = company.Id, Tags = ["key accounts"] }, Cancellation);
        Assert.Equal(["Mine"], (await ListAsync(new RecordQuery { OwnerId = _rep.UserId })).Items.Select(c => c.Name));
        Assert.Equal(["Mine"], (await ListAsync(new RecordQuery { Tag = "Key account" })).Items.Select(c => c.Name));
        Assert.Equal(["Theirs"], (await ListAsync(new RecordQuery { CompanyId = company.Id })).Items.Select(c => c.Name));
    }

    [Fact]
    public async Task Owners_their_manager_and_admins_delete_what_is_somebodys_and_anybody_what_is_nobodys()
    {
        var (other, manager, stranger, admin) = (await _workspace.AddAsync("bob", Role.Rep), await _workspace.AddAsync("mia", Role.Manager), await _workspace.AddAsync("max", Role.Manager), await _workspace.AddAsync("helen", Role.Admin));
        Assert.Null(await _workspace.Get<Teams>().SaveAsync(admin, null, "North", manager.UserId, Cancellation));
        var team = (await _workspace.Get<Teams>().ListAsync(admin, Cancellation)).Single();
        await _workspace.Get<People>().SetTeamAsync(admin, _rep.UserId, team.Id, Cancellation);

        async Task<bool> CanDeleteAsync(Viewer viewer, long? owner)
        {
            var contact = (await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = "X", OwnerId = owner }, Cancellation)).Stored!;
            return await Contacts.DeleteAsync(viewer, contact.Id, Cancellation);
        }

        Assert.True(await CanDeleteAsync(_rep, _rep.UserId));
        Assert.True(await CanDeleteAsync(manager, _rep.UserId));
        Assert.True(await CanDeleteAsync(admin, _rep.UserId));
        Assert.True(await CanDeleteAsync(other, null));
        Assert.False(await CanDeleteAsync(other, _rep.UserId));
        Assert.False(await CanDeleteAsync(stranger, _rep.UserId));
    }

    private async Task<RecordPage<ContactView>> ListAsync(RecordQuery query) => (await Contacts.ListAsync(_rep, query, Cancellation))!;

    private async Task<ContactView> AddAsync(string name, string? address) =>
        (await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = name, Addresses = address is null ? [] : [address] }, Cancellation)).Stored!;

    private async Task<CompanyView> AddCompanyAsync(string name) => (await Companies.SaveAsync(_rep, null, 0, new CompanyContent { Name = name }, Cancellation)).Stored!;
}

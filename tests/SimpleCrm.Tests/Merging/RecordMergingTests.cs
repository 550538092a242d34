using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Deals;
using SimpleCrm.Links;
using SimpleCrm.Merging;
using SimpleCrm.Tests.Access;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Tests.Merging;

public sealed class RecordMergingTests : IAsyncLifetime
{
    private Workspace _workspace = null!;
    private Viewer _rep = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private ContactRecords Contacts => _workspace.Get<ContactRecords>();
    private CompanyRecords Companies => _workspace.Get<CompanyRecords>();
    private LeadRecords Leads => _workspace.Get<LeadRecords>();
    private DealRecords Deals => _workspace.Get<DealRecords>();
    private RecordMerging Merging => _workspace.Get<RecordMerging>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.CreateAsync();
        _rep = await _workspace.AddAsync("ana", Role.Rep);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task The_survivor_has_the_chosen_fields_and_all_addresses_numbers_and_tags()
    {
        var own = await AddAsync(new ContactContent { Name = "Ana Ruiz", Addresses = ["ana@mercier.example"], Phones = ["1"], Tags = ["vip"], OwnerId = _rep.UserId });
        var other = await AddAsync(new ContactContent { Name = "A. Ruiz", JobTitle = "Buyer", Addresses = ["ruiz@mercier.example"], Phones = ["2"], Tags = ["lyon"] });
        await MergeAsync(own, other, "addresses");
        var merged = await FindAsync(own.Id);
        Assert.Equal(("Ana Ruiz", "Buyer", (long?)_rep.UserId), (merged!.Name, merged.JobTitle, merged.OwnerId));
        Assert.Equal(["ruiz@mercier.example", "ana@mercier.example"], merged.Addresses);
        Assert.Equal(["1", "2"], merged.Phones);
        Assert.Equal(["lyon", "vip"], merged.Tags);
        Assert.Null(await FindAsync(other.Id));
        Assert.Equal(own.Id, await Merging.SurvivorAsync(_rep, RecordKind.Contact, other.Id, Cancellation));
    }

    [Fact]
    public async Task Undoing_gives_everything_back_to_both_and_keeps_what_was_changed_since()
    {
        var own = await AddAsync(new ContactContent { Name = "Ana Ruiz", Addresses = ["ana@mercier.example"] });
        var other = await AddAsync(new ContactContent { Name = "A. Ruiz", JobTitle = "Buyer", Addresses = ["ruiz@mercier.example"], Tags = ["lyon"] });
        var (only, shared) = (await DealAsync(other.Id), await DealAsync(own.Id, other.Id));
        var call = await CallAsync(other.Id);
        var both = await CallAsync(own.Id, other.Id);
        var merge = await MergeAsync(own, other, "name");
        Assert.Equal([own.Id], (await Deals.FindAsync(_rep, only, Cancellation))!.Contacts.Select(c => c.Id));
        Assert.Equal([own.Id], (await Deals.FindAsync(_rep, shared, Cancellation))!.Contacts.Select(c => c.Id));
        Assert.Equal([call, both], await TimelineAsync(own.Id));

        var now = (await FindAsync(own.Id))!;
        await Contacts.SaveAsync(_rep, own.Id, now.Version, ContentOf(now) with { Addresses = [.. now.Addresses, "new@mercier.example"], JobTitle = "Director" }, Cancellation);
        Assert.NotNull((await Merging.UndoAsync(_rep, merge, Cancellation)).Merge);

        var (first, second) = ((await FindAsync(own.Id))!, (await FindAsync(other.Id))!);
        Assert.Equal(("Ana Ruiz", "Director"), (first.Name, first.JobTitle));
        Assert.Equal(["ana@mercier.example", "new@mercier.example"], first.Addresses);
        Assert.Empty(first.Tags);
        Assert.Equal(("A. Ruiz", "Buyer"), (second.Name, second.JobTitle));
        Assert.Equal(["ruiz@mercier.example"], second.Addresses);
        Assert.Equal([other.Id], (await Deals.FindAsync(_rep, only, Cancellation))!.Contacts.Select(c => c.Id));
        Assert.Equal([own.Id, other.Id], (await Deals.FindAsync(_rep, shared, Cancellation))!.Contacts.Select(c => c.Id).Order());
        Assert.Equal([call, both], await TimelineAsync(other.Id));
        Assert.Equal([both], await TimelineAsync(own.Id));
        await using var db = await _workspace.Get<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync(Cancellation);
        Assert.False(await db.MergedRows.AnyAsync(Cancellation));
    }

    [Fact]
    public async Task A_company_takes_over_contacts_and_deals_and_gives_them_back()
    {
        var own = (await Companies.SaveAsync(_rep, null, 0, new CompanyContent { Name = "Mercier", Domains = ["mercier.example"] }, Cancellation)).Stored!;
        var other = (await Companies.SaveAsync(_rep, null, 0, new CompanyContent { Name = "Mercier SA", Domains = ["mercier-sa.example"] }, Cancellation)).Stored!;
        var contact = await AddAsync(new ContactContent { Name = "Ana", CompanyId = other.Id });
        var deal = (await Deals.SaveAsync(_rep, null, 0, new DealContent { Name = "Pumps", CompanyId = other.Id }, Cancellation)).Stored!;
        var outcome = await Merging.MergeAsync(_rep, RecordKind.Company, own.Id, new MergeRequest(other.Id, own.Version, other.Version, []), Cancellation);
        Assert.Equal(["mercier.example", "mercier-sa.example"], (await Companies.FindAsync(_rep, own.Id, Cancellation))!.Domains);
        Assert.Equal("Mercier", (await FindAsync(contact.Id))!.CompanyName);
        Assert.Equal(own.Id, (await Deals.FindAsync(_rep, deal.Id, Cancellation))!.CompanyId);
        Assert.NotNull((await Contacts.SaveAsync(_rep, contact.Id, contact.Version, ContentOf(contact), Cancellation)).Current);

        Assert.NotNull((await Merging.UndoAsync(_rep, outcome.Merge!.Id, Cancellation)).Merge);
        Assert.Equal(["mercier.example"], (await Companies.FindAsync(_rep, own.Id, Cancellation))!.Domains);
        Assert.Equal("Mercier SA", (await FindAsync(contact.Id))!.CompanyName);
        Assert.Equal(other.Id, (await Deals.FindAsync(_rep, deal.Id, Cancellation))!.CompanyId);
    }

    [Fact]
    public async Task A_chain_leads_to_its_end_and_is_undone_the_last_one_first()
    {
        var (a, b, c) = (await AddAsync(new ContactContent { Name = "A" }), await AddAsync(new ContactContent { Name = "B" }), await AddAsync(new ContactContent { Name = "C" }));
        var first = await MergeAsync(b, a);
        var second = await MergeAsync(c, (await FindAsync(b.Id))!);
        Assert.Equal(c.Id, await Merging.SurvivorAsync(_rep, RecordKind.Contact, a.Id, Cancellation));
        Assert.Contains("Undo that merge first", (await Merging.UndoAsync(_rep, first, Cancellation)).Errors["id"].Single());
        Assert.NotNull((await Merging.UndoAsync(_rep, second, Cancellation)).Merge);
        Assert.Equal(b.Id, await Merging.SurvivorAsync(_rep, RecordKind.Contact, a.Id, Cancellation));
        Assert.NotNull((await Merging.UndoAsync(_rep, first, Cancellation)).Merge);
        Assert.NotNull(await FindAsync(a.Id));
        Assert.Null((await Merging.UndoAsync(_rep, first, Cancellation)).Merge);
    }

    [Fact]
    public async Task Cyclic_merges_are_refused_with_the_name_of_the_survivor()
    {
        var (a, b) = (await AddAsync(new ContactContent { Name = "Ana" }), await AddAsync(new ContactContent { Name = "Bea" }));
        Assert.Contains("same record", (await Merging.MergeAsync(_rep, RecordKind.Contact, a.Id, new MergeRequest(a.Id, 1, 1, []), Cancellation)).Errors["otherId"].Single());
        await MergeAsync(a, b);
        var back = await Merging.MergeAsync(_rep, RecordKind.Contact, b.Id, new MergeRequest(a.Id, b.Version, a.Version, []), Cancellation);
        Assert.Contains("Bea was merged into Ana already", back.Errors["id"].Single());
        var again = await Merging.MergeAsync(_rep, RecordKind.Contact, a.Id, new MergeRequest(b.Id, a.Version, b.Version, []), Cancellation);
        Assert.Contains("Bea was merged into Ana already", again.Errors["otherId"].Single());
        Assert.Contains("merged into another", (await Contacts.RestoreAsync(_rep, b.Id, Cancellation)).Errors["id"].Single());
    }

    [Fact]
    public async Task Of_merges_at_once_one_is_done_and_nothing_is_lost()
    {
        var contacts = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => AddAsync(new ContactContent { Name = $"Contact {n}", Addresses = [$"c{n}@mercier.example"] })));
        var outcomes = await Task.WhenAll(contacts.SelectMany(a => contacts.Where(b => b.Id != a.Id).Select(b =>
            Task.Run(() => Merging.MergeAsync(_rep, RecordKind.Contact, a.Id, new MergeRequest(b.Id, a.Version, b.Version, []), Cancellation)))));
        var left = (await Contacts.ListAsync(_rep, new RecordQuery(), Cancellation))!.Items;
        Assert.Equal(contacts.Length - left.Count, outcomes.Count(o => o.Merge is not null));
        Assert.InRange(left.Count, 1, 2);
        Assert.Equal(contacts.SelectMany(c => c.Addresses).Order(), left.SelectMany(c => c.Addresses).Order());
        Assert.All(outcomes.Where(o => o.Merge is null), o => Assert.True(o.IsChanged || o.Errors.Count > 0));
    }

    [Fact]
    public async Task A_record_that_was_changed_meanwhile_is_not_merged_and_one_of_somebody_else_neither()
    {
        var own = await AddAsync(new ContactContent { Name = "Ana" });
        var other = await AddAsync(new ContactContent { Name = "Bea" });
        await Contacts.SaveAsync(_rep, other.Id, other.Version, new ContactContent { Name = "Beatrice" }, Cancellation);
        Assert.True((await Merging.MergeAsync(_rep, RecordKind.Contact, own.Id, new MergeRequest(other.Id, own.Version, other.Version, []), Cancellation)).IsChanged);

        var colleague = await _workspace.AddAsync("bo", Role.Rep);
        var theirs = (await Contacts.SaveAsync(colleague, null, 0, new ContactContent { Name = "Cleo", OwnerId = colleague.UserId }, Cancellation)).Stored!;
        Assert.Contains("somebody else's", (await Merging.MergeAsync(_rep, RecordKind.Contact, own.Id, new MergeRequest(theirs.Id, own.Version, theirs.Version, []), Cancellation)).Errors["otherId"].Single());
        Assert.NotNull(await FindAsync(theirs.Id));
    }

    [Fact]
    public async Task More_addresses_than_a_contact_can_have_change_nothing()
    {
        var own = await AddAsync(new ContactContent { Name = "Ana", Addresses = [.. Enumerable.Range(0, 12).Select(n => $"a{n}@mercier.example")] });
        var other = await AddAsync(new ContactContent { Name = "Bea", Addresses = [.. Enumerable.Range(0, 12).Select(n => $"b{n}@mercier.example")] });
        Assert.Contains("addresses", (await Merging.MergeAsync(_rep, RecordKind.Contact, own.Id, new MergeRequest(other.Id, own.Version, other.Version, []), Cancellation)).Errors.Keys);
        Assert.Equal(12, (await FindAsync(other.Id))!.Addresses.Count);
    }

    [Fact]
    public async Task A_merge_is_undone_within_thirty_days_and_not_after()
    {
        var merge = await MergeAsync(await AddAsync(new ContactContent { Name = "Ana" }), await AddAsync(new ContactContent { Name = "Bea" }));
        _workspace.Time.Advance(RecordMerging.UndoTime);
        Assert.Contains("30 days", (await Merging.UndoAsync(_rep, merge, Cancellation)).Errors["id"].Single());
    }

    [Fact]
    public async Task Converted_leads_are_not_merged_and_open_ones_are()
    {
        var lead = (await Leads.SaveAsync(_rep, null, 0, new LeadContent { Name = "Noor", Address = "noor@palmer.example" }, Cancellation)).Stored!;
        var other = (await Leads.SaveAsync(_rep, null, 0, new LeadContent { Name = "N. Haddad", Address = "n@palmer.example", Phone = "12" }, Cancellation)).Stored!;
        var outcome = await Merging.MergeAsync(_rep, RecordKind.Lead, lead.Id, new MergeRequest(other.Id, lead.Version, other.Version, []), Cancellation);
        Assert.NotNull(outcome.Merge);
        var merged = (await Leads.FindAsync(_rep, lead.Id, Cancellation))!;
        Assert.Equal("12", merged.Phone);
        var converted = (await _workspace.Get<LeadConversion>().ConvertAsync(_rep, lead.Id, merged.Version, null, Cancellation)).Stored!;
        var third = (await Leads.SaveAsync(_rep, null, 0, new LeadContent { Name = "Noor" }, Cancellation)).Stored!;
        Assert.Contains("Merge the contacts", (await Merging.MergeAsync(_rep, RecordKind.Lead, third.Id, new MergeRequest(lead.Id, third.Version, converted.Version, []), Cancellation)).Errors["otherId"].Single());
    }

    [Fact]
    public async Task What_a_deleted_record_had_to_do_with_stays_and_is_back_when_it_is_restored()
    {
        var company = (await Companies.SaveAsync(_rep, null, 0, new CompanyContent { Name = "Mercier" }, Cancellation)).Stored!;
        var contact = await AddAsync(new ContactContent { Name = "Ana", CompanyId = company.Id });
        var deal = await DealAsync(contact.Id);
        var call = await CallAsync(contact.Id);
        Assert.True(await Companies.DeleteAsync(_rep, company.Id, Cancellation));
        Assert.Equal("Mercier", (await FindAsync(contact.Id))!.CompanyName);
        Assert.True(await Contacts.DeleteAsync(_rep, contact.Id, Cancellation));
        Assert.Empty((await Deals.FindAsync(_rep, deal, Cancellation))!.Contacts);
        Assert.NotNull((await Contacts.RestoreAsync(_rep, contact.Id, Cancellation)).Stored);
        Assert.Equal([contact.Id], (await Deals.FindAsync(_rep, deal, Cancellation))!.Contacts.Select(c => c.Id));
        Assert.Equal([call], await TimelineAsync(contact.Id));
    }

    private async Task<ContactView> AddAsync(ContactContent content) => (await Contacts.SaveAsync(_rep, null, 0, content, Cancellation)).Stored!;

    private Task<ContactView?> FindAsync(long id) => Contacts.FindAsync(_rep, id, Cancellation);

    private async Task<long> MergeAsync(ContactView own, ContactView other, params string[] fromOther)
    {
        var outcome = await Merging.MergeAsync(_rep, RecordKind.Contact, own.Id, new MergeRequest(other.Id, own.Version, other.Version, fromOther), Cancellation);
        Assert.Empty(outcome.Errors);
        return outcome.Merge!.Id;
    }

    private async Task<long> DealAsync(params long[] contacts) => (await Deals.SaveAsync(_rep, null, 0, new DealContent { Name = "Pumps", ContactIds = contacts }, Cancellation)).Stored!.Id;

    private async Task<long> CallAsync(params long[] contacts) => (await _workspace.Get<ActivityLog>().SaveAsync(
        _rep, null, 0, new ActivityContent { Type = ActivityType.Call, Subject = "Call", Records = [.. contacts.Select(id => new RecordReference(RecordKind.Contact, id))] }, Cancellation)).Stored!.Id;

    private async Task<IReadOnlyList<long>> TimelineAsync(long contact)
    {
        var page = await _workspace.Get<Timelines>().ReadAsync(_rep, new RecordReference(RecordKind.Contact, contact), new TimelineQuery { Types = [ActivityType.Call] }, Cancellation);
        return [.. page!.Items.Select(a => a.Id).Order()];
    }

    private static ContactContent ContentOf(ContactView view) => new()
    {
        Name = view.Name,
        JobTitle = view.JobTitle,
        Addresses = view.Addresses,
        Phones = view.Phones,
        CompanyId = view.CompanyId,
        OwnerId = view.OwnerId,
        Tags = view.Tags,
    };
}

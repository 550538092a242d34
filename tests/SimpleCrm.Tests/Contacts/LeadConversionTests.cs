using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Deals;
using SimpleCrm.Tests.Access;
using Xunit;

namespace SimpleCrm.Tests.Contacts;

public sealed class LeadConversionTests : IAsyncLifetime
{
    private Workspace _workspace = null!;
    private Viewer _rep = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private LeadRecords Leads => _workspace.Get<LeadRecords>();
    private ContactRecords Contacts => _workspace.Get<ContactRecords>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.CreateAsync();
        _rep = await _workspace.AddAsync("ana", Role.Rep);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task A_converted_lead_is_a_contact_a_company_and_a_deal_and_leaves_the_list()
    {
        var lead = await AddAsync();
        var converted = (await _workspace.Get<LeadConversion>().ConvertAsync(_rep, lead.Id, lead.Version, "Lyon rollout", Cancellation)).Stored!;

        var contact = (await Contacts.FindAsync(_rep, converted.ContactId!.Value, Cancellation))!;
        Assert.Equal(("Noor Haddad", "Palmer", "noor@palmer.example"), (contact.Name, contact.CompanyName, contact.Addresses.Single()));
        var deal = (await _workspace.Get<DealRecords>().FindAsync(_rep, converted.DealId!.Value, Cancellation))!;
        Assert.Equal(("Lyon rollout", "Palmer", "New", "Noor Haddad"), (deal.Name, deal.CompanyName, deal.StageName, deal.Contacts.Single().Name));
        Assert.Empty((await Leads.ListAsync(_rep, new RecordQuery(), null, Cancellation))!.Items);
        Assert.Single((await Leads.ListAsync(_rep, new RecordQuery(), LeadStatus.Converted, Cancellation))!.Items);
    }

    [Fact]
    public async Task A_contact_and_a_company_that_are_there_already_are_used()
    {
        var company = (await _workspace.Get<CompanyRecords>().SaveAsync(_rep, null, 0, new CompanyContent { Name = "PALMER" }, Cancellation)).Stored!;
        var contact = (await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = "N. Haddad", Addresses = ["noor@palmer.example"] }, Cancellation)).Stored!;
        var lead = await AddAsync();
        var converted = (await _workspace.Get<LeadConversion>().ConvertAsync(_rep, lead.Id, lead.Version, "Deal", Cancellation)).Stored!;

        Assert.Equal(contact.Id, converted.ContactId);
        Assert.Equal(company.Id, (await _workspace.Get<DealRecords>().FindAsync(_rep, converted.DealId!.Value, Cancellation))!.CompanyId);
        Assert.Equal(1, (await Contacts.ListAsync(_rep, new RecordQuery(), Cancellation))!.Total);
    }

    [Fact]
    public async Task A_bad_name_of_the_deal_converts_nothing()
    {
        var lead = await AddAsync();
        var outcome = await _workspace.Get<LeadConversion>().ConvertAsync(_rep, lead.Id, lead.Version, " ", Cancellation);
        Assert.Equal(["dealName"], outcome.Errors.Keys);
        Assert.Equal(0, (await Contacts.ListAsync(_rep, new RecordQuery(), Cancellation))!.Total);
        Assert.Equal(LeadStatus.New, (await Leads.FindAsync(_rep, lead.Id, Cancellation))!.Status);
    }

    [Fact]
    public async Task A_lead_is_converted_once()
    {
        var lead = await AddAsync();
        var conversion = _workspace.Get<LeadConversion>();
        var converted = (await conversion.ConvertAsync(_rep, lead.Id, lead.Version, null, Cancellation)).Stored!;
        Assert.NotNull((await conversion.ConvertAsync(_rep, lead.Id, lead.Version, null, Cancellation)).Current);
        Assert.Equal(["status"], (await conversion.ConvertAsync(_rep, lead.Id, converted.Version, null, Cancellation)).Errors.Keys);
        Assert.Equal(["status"], (await Leads.SaveAsync(_rep, lead.Id, converted.Version, new LeadContent { Name = "Noor" }, Cancellation)).Errors.Keys);
    }

    private async Task<LeadView> AddAsync() => (await Leads.SaveAsync(_rep, null, 0,
        new LeadContent { Name = "Noor Haddad", CompanyName = "Palmer", Address = "Noor@palmer.example", Phone = "+31 20", OwnerId = _rep.UserId }, Cancellation)).Stored!;
}

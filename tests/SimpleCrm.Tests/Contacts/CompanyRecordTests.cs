using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Tests.Access;
using Xunit;

namespace SimpleCrm.Tests.Contacts;

public sealed class CompanyRecordTests : IAsyncLifetime
{
    private Workspace _workspace = null!;
    private Viewer _rep = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private CompanyRecords Companies => _workspace.Get<CompanyRecords>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.CreateAsync();
        _rep = await _workspace.AddAsync("ana", Role.Rep);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Theory]
    [InlineData("Mercier.Example", "mercier.example")]
    [InlineData("https://www.mercier.example/about", "www.mercier.example")]
    [InlineData("ana@mercier.example", "mercier.example")]
    [InlineData("größe.example", "xn--gre-6ka8i.example")]
    [InlineData("mercier.example.", "mercier.example")]
    public async Task A_domain_is_taken_from_whatever_people_paste(string text, string domain) =>
        Assert.Equal([domain], (await SaveAsync("Mercier", text)).Stored!.Domains);

    [Theory]
    [InlineData("mercier")]
    [InlineData("mer cier.example")]
    [InlineData("-mercier-.example")]
    [InlineData("..")]
    [InlineData("a@")]
    public async Task What_is_no_domain_is_refused_by_name(string text)
    {
        var outcome = await SaveAsync("Mercier", text);
        Assert.Contains(text, outcome.Errors["domains"].Single());
    }

    [Fact]
    public async Task A_domain_belongs_to_one_company()
    {
        await SaveAsync("Mercier", "mercier.example");
        Assert.Contains("Mercier", (await SaveAsync("Other", "MERCIER.example")).Errors["domains"].Single());
    }

    [Theory]
    [InlineData("mercier.example", "https://mercier.example")]
    [InlineData("http://mercier.example/de", "http://mercier.example/de")]
    [InlineData("javascript:alert(1)//://", null)]
    [InlineData("file:///etc/passwd", null)]
    public async Task A_website_is_a_web_address(string text, string? stored)
    {
        var outcome = await Companies.SaveAsync(_rep, null, 0, new CompanyContent { Name = "Mercier", Website = text }, Cancellation);
        Assert.Equal(stored, outcome.Stored?.Website);
        Assert.Equal(stored is null, outcome.Errors.ContainsKey("website"));
    }

    [Fact]
    public async Task Contacts_of_a_deleted_company_stay_and_name_it()
    {
        var company = (await SaveAsync("Mercier", "mercier.example")).Stored!;
        var contacts = _workspace.Get<ContactRecords>();
        var contact = (await contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = "Ana", CompanyId = company.Id }, Cancellation)).Stored!;
        Assert.True(await Companies.DeleteAsync(_rep, company.Id, Cancellation));

        var kept = (await contacts.FindAsync(_rep, contact.Id, Cancellation))!;
        Assert.Equal("Mercier", kept.CompanyName);
        Assert.NotNull((await contacts.SaveAsync(_rep, kept.Id, kept.Version, new ContactContent { Name = "Ana Ruiz", CompanyId = company.Id }, Cancellation)).Stored);
        Assert.Contains("companyId", (await contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = "New", CompanyId = company.Id }, Cancellation)).Errors.Keys);
        Assert.Equal(1, (await Companies.RestoreAsync(_rep, company.Id, Cancellation)).Stored!.Contacts);
    }

    private Task<RecordOutcome<CompanyView>> SaveAsync(string name, string domain) =>
        Companies.SaveAsync(_rep, null, 0, new CompanyContent { Name = name, Domains = [domain] }, Cancellation);
}

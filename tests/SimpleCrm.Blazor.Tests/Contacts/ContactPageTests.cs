using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Blazor.Contacts;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Contacts;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Contacts;

public sealed class ContactPageTests : IAsyncLifetime
{
    private readonly ScreenContext _context = new();
    private RecordSeed _seed = null!;

    public async ValueTask InitializeAsync()
    {
        await _context.StartAsync();
        _seed = new(_context);
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private ContactRecords Contacts => _seed.Get<ContactRecords>();

    [Fact]
    public async Task A_field_is_stored_when_it_is_left()
    {
        var ana = await _seed.ContactAsync("Ana Ruiz", "ana@mercier.example");
        var page = Open(ana);
        await Field(page, "#jobTitle").ChangeAsync(new() { Value = "  Head of\toperations " });
        Assert.Equal("Head of operations", (await FindAsync(ana)).JobTitle);
        Assert.Equal("Head of operations", Field(page, "#jobTitle").GetAttribute("value"));
    }

    [Fact]
    public async Task Addresses_are_added_changed_and_removed_one_by_one()
    {
        var ana = await _seed.ContactAsync("Ana Ruiz", "ana@mercier.example");
        var page = Open(ana);
        await Field(page, "[aria-label='Email, 2']").ChangeAsync(new() { Value = "ruiz@mercier.example" });
        await Field(page, "[aria-label='Email, 3']").ChangeAsync(new() { Value = "third@mercier.example" });
        await Field(page, "[aria-label='Email']").ChangeAsync(new() { Value = "" });
        Assert.Equal(["ruiz@mercier.example", "third@mercier.example"], (await FindAsync(ana)).Addresses);
        Assert.NotNull(Field(page, "[aria-label='Write to ruiz@mercier.example']"));
    }

    [Fact]
    public async Task What_is_refused_stays_as_typed_with_the_reason_beside_it()
    {
        await _seed.ContactAsync("Bob", "bob@mercier.example");
        var ana = await _seed.ContactAsync("Ana Ruiz", "ana@mercier.example");
        var page = Open(ana);
        await Field(page, "[aria-label='Email']").ChangeAsync(new() { Value = "bob@mercier.example" });
        Assert.Contains("belongs to Bob", page.Find("[data-kind=Addresses] .error").TextContent, StringComparison.Ordinal);
        Assert.Equal("bob@mercier.example", Field(page, "[aria-label='Email']").GetAttribute("value"));
        Assert.Equal(["ana@mercier.example"], (await FindAsync(ana)).Addresses);

        await Field(page, "[aria-label='Email']").ChangeAsync(new() { Value = "ana.ruiz@mercier.example" });
        Assert.Empty(page.FindAll(".error"));
        Assert.Equal(["ana.ruiz@mercier.example"], (await FindAsync(ana)).Addresses);
    }

    [Theory]
    [InlineData("Store my change", "Head of operations")]
    [InlineData("Keep theirs", "Director")]
    public async Task The_later_of_two_sees_what_changed_and_chooses(string choice, string title)
    {
        var ana = await _seed.ContactAsync("Ana Ruiz", "ana@mercier.example");
        var page = Open(ana);
        await Contacts.SaveAsync(_seed.Viewer, ana.Id, ana.Version, new ContactContent { Name = "Ana María Ruiz", JobTitle = "Director", Addresses = ana.Addresses, OwnerId = ana.OwnerId }, default);

        await Field(page, "#jobTitle").ChangeAsync(new() { Value = "Head of operations" });
        var conflict = page.WaitForElement(".conflict").TextContent;
        Assert.All(["Ana Ruiz", "Ana María Ruiz", "Director", "Head of operations"], text => Assert.Contains(text, conflict, StringComparison.Ordinal));
        Assert.Equal("Director", (await FindAsync(ana)).JobTitle);

        await page.FindAll(".conflict button").First(b => b.TextContent == choice).ClickAsync();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".conflict")));
        Assert.Equal(("Ana María Ruiz", title), ((await FindAsync(ana)).Name, (await FindAsync(ana)).JobTitle));
        Assert.Equal(("Ana María Ruiz", title), (Field(page, "#name").GetAttribute("value"), Field(page, "#jobTitle").GetAttribute("value")));
    }

    [Fact]
    public async Task A_deleted_contact_leads_back_to_the_list_and_can_be_had_again()
    {
        var ana = await _seed.ContactAsync("Ana Ruiz");
        var page = Open(ana);
        await Field(page, "[aria-label=Delete]").ClickAsync();
        Assert.EndsWith("/people", _context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Null(await Contacts.FindAsync(_seed.Viewer, ana.Id, default));
        var notice = Assert.Single(_context.Services.GetRequiredService<Notices>().Shown);
        Assert.Equal("Ana Ruiz deleted.", notice.Text);
        await page.InvokeAsync(notice.Act!);
        Assert.NotNull(await Contacts.FindAsync(_seed.Viewer, ana.Id, default));
    }

    [Fact]
    public void What_is_not_there_says_so()
    {
        var page = _context.Render<ContactPage>(p => p.Add(c => c.Id, 17));
        page.WaitForAssertion(() => Assert.Equal("There is no such contact", page.Find(".empty h2").TextContent));
    }

    [Fact]
    public async Task A_change_to_what_somebody_deleted_says_that_it_is_gone()
    {
        var ana = await _seed.ContactAsync("Ana Ruiz");
        var page = Open(ana);
        Field(page, "#jobTitle");
        await Contacts.DeleteAsync(_seed.Viewer, ana.Id, default);
        await Field(page, "#jobTitle").ChangeAsync(new() { Value = "Buyer" });
        page.WaitForAssertion(() => Assert.Equal("There is no such contact", page.Find(".empty h2").TextContent));
    }

    [Fact]
    public async Task A_company_is_found_by_name_and_made_when_it_is_new()
    {
        var mercier = await _seed.CompanyAsync("Mercier SA");
        var lookup = _seed.Get<CompanyLookup>();
        Assert.Equal([($"{mercier.Id}", "Mercier SA"), ("+mer", "Add “mer”")], (await lookup.SearchAsync("mer", default)).Select(c => (c.Id, c.Label)));
        Assert.Equal(["Mercier SA"], (await lookup.SearchAsync("mercier sa", default)).Select(c => c.Label));
        var (id, refusal) = await lookup.TakeAsync("+Helix", default);
        Assert.Null(refusal);
        Assert.Equal("Helix", (await _seed.Get<CompanyRecords>().FindAsync(_seed.Viewer, long.Parse(id), default))!.Name);
    }

    private IRenderedComponent<ContactPage> Open(ContactView contact) => _context.Render<ContactPage>(p => p.Add(c => c.Id, contact.Id));

    private static IElement Field(IRenderedComponent<ContactPage> page, string selector) => page.WaitForElement(selector);

    private async Task<ContactView> FindAsync(ContactView contact) => (await Contacts.FindAsync(_seed.Viewer, contact.Id, default))!;
}

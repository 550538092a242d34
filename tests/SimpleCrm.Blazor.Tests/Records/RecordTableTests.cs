using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Blazor.Contacts;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Contacts;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Records;

public sealed class RecordTableTests : IAsyncLifetime
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
    public void An_empty_list_says_what_it_is_for_and_offers_the_first()
    {
        var page = Open("people");
        page.WaitForAssertion(() => Assert.Equal("No contacts yet", page.Find(".empty h2").TextContent));
        Assert.Equal("New contact", page.Find(".empty button").TextContent);
    }

    [Fact]
    public async Task Rows_show_who_it_is_and_lead_to_the_record()
    {
        var company = await _seed.CompanyAsync("Mercier SA");
        var ana = await _seed.ContactAsync(new ContactContent { Name = "Ana Ruiz", JobTitle = "Buyer", Addresses = ["ana@mercier.example"], CompanyId = company.Id, OwnerId = _seed.Viewer.UserId });
        var page = Open("people");
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".row[data-id]")));
        var row = page.Find(".row[data-id]");
        Assert.Equal($"/people/{ana.Id}", row.QuerySelector("a[data-row]")!.GetAttribute("href"));
        Assert.All(["Ana Ruiz", "Buyer", "Mercier SA", "ana@mercier.example", "Maya Lind"], text => Assert.Contains(text, row.TextContent, StringComparison.Ordinal));
        Assert.Equal("Choose Ana Ruiz", row.QuerySelector(".pick input")!.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task What_others_add_and_delete_shows_by_itself()
    {
        var ana = await _seed.ContactAsync("Ana Ruiz");
        var page = Open("people");
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".row[data-id]")));
        await _seed.ContactAsync("Bob Stone");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".row[data-id]").Count), TimeSpan.FromSeconds(10));
        await _seed.Get<ContactRecords>().DeleteAsync(_seed.Viewer, ana.Id, default);
        page.WaitForAssertion(() => Assert.Equal("Bob Stone", page.FindAll(".row[data-id] b").Single().TextContent), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_narrows_and_orders_the_list_stands_in_the_address()
    {
        await _seed.ContactAsync("Ana Ruiz");
        await _seed.ContactAsync(new ContactContent { Name = "Bob Stone", Tags = ["vip"] });
        await _seed.ContactAsync("Carla Diaz");
        Assert.Equal(["Ana Ruiz"], Names(Open("people?q=ru")));
        Assert.Equal(["Bob Stone"], Names(Open("people?tag=vip")));
        Assert.Equal(["Ana Ruiz", "Carla Diaz"], Names(Open("people?owner=me")));
        Assert.Equal(["Bob Stone"], Names(Open("people?owner=none")));
        Assert.Equal(["Carla Diaz", "Bob Stone", "Ana Ruiz"], Names(Open("people?sort=added")));
        var none = Open("people?q=nobody");
        none.WaitForAssertion(() => Assert.Equal("Nothing found", none.Find(".empty h2").TextContent));
    }

    [Fact]
    public async Task A_list_of_one_company_names_it_and_can_be_widened()
    {
        var company = await _seed.CompanyAsync("Mercier SA");
        await _seed.ContactAsync(new ContactContent { Name = "Ana Ruiz", CompanyId = company.Id });
        await _seed.ContactAsync("Bob Stone");
        var page = Open($"people?company={company.Id}");
        Assert.Equal(["Ana Ruiz"], Names(page));
        page.WaitForAssertion(() => Assert.Equal("Mercier SA", page.Find(".chip.off").TextContent));
        await page.Find(".chip.off").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".row[data-id]").Count));
    }

    [Fact]
    public async Task Choosing_an_owner_goes_to_the_address_of_that_list()
    {
        await _seed.ContactAsync("Ana Ruiz");
        await _seed.ContactAsync(new ContactContent { Name = "Bob Stone" });
        var page = Open("people");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".row[data-id]").Count));
        await page.Find("select[aria-label=Owner]").ChangeAsync(new() { Value = RecordFilter.Mine });
        Assert.EndsWith("/people?owner=me", _context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal("Ana Ruiz", Assert.Single(page.FindAll(".row .main b")).TextContent));
    }

    [Fact]
    public async Task The_window_follows_where_one_looks()
    {
        for (var n = 0; n < 130; n++)
            await _seed.ContactAsync($"Contact {n:000}");
        var page = Open("people");
        page.WaitForAssertion(() => Assert.Equal("130", page.Find(".window").GetAttribute("data-total")));
        var table = page.FindComponent<RecordTable<ContactView>>();
        await page.InvokeAsync(() => table.Instance.ShowRows(80, 40));
        Assert.Equal(("80", "Contact 080"), (page.Find(".window").GetAttribute("data-from"), page.Find(".row .main b").TextContent));
        await page.InvokeAsync(() => table.Instance.ShowRows(5000, 40));
        Assert.Equal("Contact 129", page.FindAll(".row .main b")[^1].TextContent);
    }

    [Fact]
    public async Task Chosen_records_are_deleted_and_come_back()
    {
        var ids = new List<string>();
        foreach (var name in (string[])["Ana", "Bob", "Carla"])
            ids.Add($"{(await _seed.ContactAsync(name)).Id}");
        var page = Open("people");
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".row[data-id]").Count));
        await page.InvokeAsync(() => page.FindComponent<RecordTable<ContactView>>().Instance.Act("delete", [ids[0], ids[1]], false, ""));
        Assert.Equal(["Carla"], Names(page));
        var notice = Assert.Single(Notices.Shown);
        Assert.Equal(("2 contacts deleted.", "Undo"), (notice.Text, notice.ActLabel));
        await page.InvokeAsync(notice.Act!);
        Assert.Equal(["Ana", "Bob", "Carla"], Names(page));
    }

    [Fact]
    public async Task What_is_not_the_viewers_to_delete_stays_and_is_said()
    {
        var theirs = await _seed.ContactAsync(new ContactContent { Name = "Theirs", OwnerId = await _seed.ColleagueAsync("luca") });
        var page = Open("people");
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".row[data-id]")));
        await page.InvokeAsync(() => page.FindComponent<RecordTable<ContactView>>().Instance.Act("delete", [$"{theirs.Id}"], false, ""));
        Assert.Equal(["Theirs"], Names(page));
        Assert.True(Assert.Single(Notices.Shown).IsError);
    }

    [Fact]
    public async Task A_whole_list_is_given_to_somebody_and_taken_back()
    {
        var luca = await _seed.ColleagueAsync("luca");
        for (var n = 0; n < 101; n++)
            await _seed.ContactAsync($"Contact {n:000}");
        await _seed.ContactAsync(new ContactContent { Name = "Other", Tags = ["vip"] });
        var page = Open("people?q=contact");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".row[data-id]")));
        await page.InvokeAsync(() => page.FindComponent<RecordTable<ContactView>>().Instance.Act("assign", [], true, $"{luca}"));
        var contacts = _seed.Get<ContactRecords>();
        Assert.Equal(101, (await contacts.ListAsync(_seed.Viewer, new RecordQuery { OwnerId = luca }, default))!.Total);
        await page.InvokeAsync(Notices.Shown[^1].Act!);
        Assert.Equal(0, (await contacts.ListAsync(_seed.Viewer, new RecordQuery { OwnerId = luca }, default))!.Total);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_offers_to_try_again()
    {
        await _seed.ContactAsync("Ana");
        await using (var db = await _context.DatabaseAsync())
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE ContactAddresses RENAME TO Away");
        var page = Open("people");
        page.WaitForAssertion(() => Assert.Equal("The list could not be read", page.Find(".empty h2").TextContent));
        await using (var db = await _context.DatabaseAsync())
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE Away RENAME TO ContactAddresses");
        await page.Find(".empty button").ClickAsync();
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".row[data-id]")));
    }

    private Notices Notices => _context.Services.GetRequiredService<Notices>();

    private IRenderedComponent<ContactsPage> Open(string address)
    {
        _context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/{address}");
        return _context.Render<ContactsPage>();
    }

    private static IReadOnlyList<string> Names(IRenderedComponent<ContactsPage> page)
    {
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".row[data-id]")));
        return [.. page.FindAll(".row .main b").Select(b => b.TextContent)];
    }
}

using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using SimpleCrm.Blazor.Contacts;
using SimpleCrm.Contacts;
using SimpleCrm.Deals;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Contacts;

public sealed class LeadPageTests : IAsyncLifetime
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
    public async Task A_lead_becomes_a_contact_a_company_and_a_deal()
    {
        var lead = await _seed.LeadAsync(new LeadContent { Name = "Ingrid Falk", CompanyName = "Sundal", Address = "ingrid@sundal.example", OwnerId = _seed.Viewer.UserId });
        var dialogs = _context.Render<MudDialogProvider>();
        var page = _context.Render<LeadPage>(p => p.Add(l => l.Id, lead.Id));
        // It ends when the dialog does.
        var converting = Button(page, "Convert").ClickAsync();

        dialogs.WaitForElement("#convert-deal").Change("");
        dialogs.Find("#convert-lead").Submit();
        Assert.Contains("Enter a name", dialogs.WaitForElement(".error").TextContent, StringComparison.Ordinal);
        dialogs.Find("#convert-deal").Change("Furnace cooling");
        dialogs.Find("#convert-lead").Submit();

        var locations = _context.Services.GetRequiredService<NavigationManager>();
        await converting;
        Assert.Contains("/deals/", locations.Uri, StringComparison.Ordinal);
        var deal = (await _seed.Get<DealRecords>().FindAsync(_seed.Viewer, long.Parse(locations.Uri[(locations.Uri.LastIndexOf('/') + 1)..]), default))!;
        Assert.Equal(("Furnace cooling", "Sundal", "Ingrid Falk"), (deal.Name, deal.CompanyName, Assert.Single(deal.Contacts).Name));
        Assert.Equal(LeadStatus.Converted, (await _seed.Get<LeadRecords>().FindAsync(_seed.Viewer, lead.Id, default))!.Status);
    }

    [Fact]
    public async Task A_converted_lead_leads_to_what_it_became_and_is_not_changed()
    {
        var lead = await _seed.LeadAsync(new LeadContent { Name = "Ingrid Falk" });
        var converted = (await _seed.Get<LeadConversion>().ConvertAsync(_seed.Viewer, lead.Id, lead.Version, null, default)).Stored!;
        var page = _context.Render<LeadPage>(p => p.Add(l => l.Id, lead.Id));
        Assert.Equal($"/people/{converted.ContactId}", page.WaitForElement(".relation a").GetAttribute("href"));
        Assert.DoesNotContain("Convert", page.FindAll("button").Select(b => b.TextContent.Trim()));
        await page.Find("#phone").ChangeAsync(new() { Value = "1" });
        Assert.Contains("converted", page.WaitForElement(".error").TextContent, StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<LeadPage> page, string text)
    {
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("button"), b => b.TextContent.Trim() == text));
        return page.FindAll("button").First(b => b.TextContent.Trim() == text);
    }
}

using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using SimpleCrm.Blazor.Deals;
using SimpleCrm.Deals;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Records;

public sealed class NewRecordDialogTests : IAsyncLifetime
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
    public async Task An_address_that_asks_for_a_new_record_opens_the_dialog_once()
    {
        var locations = _context.Services.GetRequiredService<NavigationManager>();
        locations.NavigateTo("/deals?view=list&new=1");
        var dialogs = _context.Render<MudDialogProvider>();
        var page = _context.Render<DealsPage>();
        dialogs.WaitForElement("#new-name");
        Assert.EndsWith("/deals?view=list", locations.Uri, StringComparison.Ordinal);

        // What cannot be read is refused at its field, and nothing is stored.
        dialogs.Find("#new-name").Change("Lyon rollout");
        dialogs.Find("#new-value").Change("much");
        dialogs.Find("#new-record").Submit();
        Assert.Contains("48,600", dialogs.WaitForElement("#new-value-note").TextContent, StringComparison.Ordinal);
        Assert.Equal("much", dialogs.Find("#new-value").GetAttribute("value"));

        dialogs.Find("#new-value").Change("48.600,50");
        dialogs.Find("#new-record").Submit();
        page.WaitForAssertion(() => Assert.Matches(@"/deals/\d+$", locations.Uri));
        var deal = (await _seed.Get<DealRecords>().FindAsync(_seed.Viewer, long.Parse(locations.Uri[(locations.Uri.LastIndexOf('/') + 1)..]), default))!;
        Assert.Equal(("Lyon rollout", 48_600.50m, "New", "Maya Lind"), (deal.Name, deal.Value, deal.StageName, deal.OwnerName));
        Assert.Empty(dialogs.FindAll("#new-name"));
    }
}

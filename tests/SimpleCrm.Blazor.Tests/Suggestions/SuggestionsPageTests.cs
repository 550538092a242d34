using Bunit;
using SimpleCrm.Blazor.Settings;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Blazor.Suggestions;
using SimpleCrm.Contacts;
using SimpleCrm.Suggestions;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Suggestions;

public sealed class SuggestionsPageTests : IAsyncLifetime
{
    private readonly ScreenContext _context = new();
    private RecordSeed _seed = null!;

    public async ValueTask InitializeAsync()
    {
        await _context.StartAsync();
        await _context.Mail.ConnectAsync();
        _seed = new(_context);
        await _context.Mail.AddThreadAsync("Lyon");
        await Suggestions.SetPolicyAsync(_seed.Viewer, SuggestionPolicy.Everyone, default);
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private ContactSuggestions Suggestions => _seed.Get<ContactSuggestions>();

    [Fact]
    public async Task Who_is_added_becomes_a_contact_with_a_company_and_both_can_be_taken_back()
    {
        var page = _context.Render<SuggestionsPage>();
        await page.WaitForElement("[aria-label='Add Ana Ruiz as a contact']").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("Nobody to suggest", page.Find(".empty h2").TextContent));
        var ana = (await _seed.Get<ContactRecords>().ListAsync(_seed.Viewer, new RecordQuery(), default))!.Items.Single();
        var company = (await _seed.Get<CompanyRecords>().ListAsync(_seed.Viewer, new RecordQuery(), default))!.Items.Single();
        Assert.Equal((company.Id, "mercier.example"), (ana.CompanyId!.Value, company.Domains.Single()));

        await page.InvokeAsync(_seed.Get<Notices>().Shown.First(n => n.Act is not null).Act!);
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".suggestions li")));
        Assert.Equal(0, (await _seed.Get<CompanyRecords>().ListAsync(_seed.Viewer, new RecordQuery(), default))!.Total);
    }

    [Fact]
    public async Task A_domain_is_never_suggested_again_until_it_is_taken_off_the_list()
    {
        var page = _context.Render<SuggestionsPage>();
        page.WaitForElement(".suggestions .menu");
        await page.FindAll(".suggestions .menu button").First(b => b.TextContent.Contains("anybody of mercier.example", StringComparison.Ordinal)).ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("Nobody to suggest", page.Find(".empty h2").TextContent));

        var settings = _context.Render<SuggestionSettingsPage>();
        await settings.WaitForElement("[aria-label='Suggest mercier.example again']").ClickAsync();
        Assert.Single(await Suggestions.ListAsync(_seed.Viewer, 20, default));
    }

    [Fact]
    public async Task The_policy_is_chosen_and_what_is_no_address_is_refused()
    {
        var settings = _context.Render<SuggestionSettingsPage>();
        settings.WaitForAssertion(() => Assert.True(settings.FindAll("input[type=radio]")[1].HasAttribute("checked")));
        await settings.FindAll("input[type=radio]")[2].ChangeAsync(new() { Value = "on" });
        Assert.Equal(SuggestionPolicy.Never, await Suggestions.PolicyAsync(_seed.Viewer, default));
        await settings.Find("#block-value").ChangeAsync(new() { Value = "nonsense" });
        settings.Find("form").Submit();
        Assert.Contains("Enter an address", settings.WaitForElement("#block-value-note").TextContent, StringComparison.Ordinal);
    }
}

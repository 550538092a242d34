using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Settings;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Outbox;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Settings;

public sealed class SuppressionsPageTests : IAsyncLifetime
{
    private readonly ScreenContext _context = new();

    public async ValueTask InitializeAsync() => await _context.StartAsync();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public async Task Rep_reads_the_list_and_finds_no_button()
    {
        await AddAsync("bob@customer.example", "asked for no email");
        var page = _context.Render<SuppressionsPage>();
        page.WaitForAssertion(() => Assert.Contains("asked for no email", page.Find(".rowlist li").TextContent));
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task Manager_adds_removes_and_takes_the_removal_back()
    {
        await using (var db = await _context.DatabaseAsync())
            await db.Users.ExecuteUpdateAsync(s => s.SetProperty(u => u.Role, Role.Manager));
        var page = _context.Render<SuppressionsPage>();
        page.WaitForAssertion(() => page.Find("#suppress-address"));
        page.Find("#suppress-address").Change("bob@");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("p.error").Count));
        page.Find("#suppress-address").Change("bob@customer.example");
        page.Find("#suppress-reason").Change("asked for no email");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("bob@customer.example", page.Find(".rowlist li").TextContent));

        page.Find("button[aria-label='Remove bob@customer.example']").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".rowlist li")));
        await page.InvokeAsync(_context.Services.GetRequiredService<Notices>().Shown[^1].Act!);
        page.WaitForAssertion(() => Assert.Contains("asked for no email", page.Find(".rowlist li").TextContent));
    }

    [Fact]
    public async Task Long_list_comes_in_steps_and_is_searched()
    {
        for (var number = 0; number < 60; number++)
            await AddAsync($"person{number:00}@customer.example", "left the company");
        var page = _context.Render<SuppressionsPage>();
        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll(".rowlist li").Count));
        page.Find(".formfoot button").Click();
        page.WaitForAssertion(() => Assert.Equal(60, page.FindAll(".rowlist li").Count));
        page.Find("input[type=search]").Input("person57");
        page.WaitForAssertion(() => Assert.Contains("person57", Assert.Single(page.FindAll(".rowlist li")).TextContent));
    }

    private async Task AddAsync(string address, string reason) => Assert.Empty(await _context.Services.GetRequiredService<Suppressions>()
        .AddAsync(new Viewer(_context.Person.Id, Role.Admin, "Europe/Berlin"), address, reason, default));
}

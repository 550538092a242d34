using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public class PhoneTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task One_pane_at_a_time_with_a_way_back()
    {
        var alex = await JoinAsync(options: new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 }, HasTouch = true });
        alex.Keep(new Letter("Price list") { Text = "All prices of the season." });
        await alex.ConnectAsync();
        var screen = alex.Screen;
        await Expect(screen.Row("Price list")).ToBeVisibleAsync();
        await Expect(screen.Reader).ToBeHiddenAsync();
        await FitsAsync();

        await screen.Row("Price list").Locator("a[data-row]").TapAsync();
        await screen.ExpectOpenAsync("Price list");
        await Expect(screen.Body()).ToContainTextAsync("All prices of the season.");
        await Expect(screen.Row("Price list")).ToBeHiddenAsync();
        await FitsAsync();

        await screen.Reader.GetByRole(AriaRole.Link, new() { Name = "Back to the list" }).TapAsync();
        await Expect(screen.Row("Price list")).ToBeVisibleAsync();
        await Expect(screen.Reader).ToBeHiddenAsync();

        // Also by the browser's own way back.
        await screen.Row("Price list").Locator("a[data-row]").TapAsync();
        await screen.ExpectOpenAsync("Price list");
        await alex.Page.GoBackAsync();
        await Expect(screen.Row("Price list")).ToBeVisibleAsync();

        await alex.Page.Locator(".list [data-nav]").TapAsync();
        await alex.Page.Locator(".nav").GetByRole(AriaRole.Link, new() { Name = "Archive" }).TapAsync();
        await Expect(alex.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/archive$"));
        foreach (var path in (string[])["/settings", "/settings/mailboxes", "/settings/security", "/settings/mailboxes/connect", "/people", "/companies", "/leads", "/deals", "/deals?view=list"])
        {
            await alex.Page.GotoAsync(path);
            await Expect(alex.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await FitsAsync();
        }

        async Task FitsAsync() => Assert.Equal(390, await alex.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }
}

using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public class AccessibilityTests(World world) : EndToEndTest(world)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_screen_has_a_serious_fault(ColorScheme scheme)
    {
        var faults = new List<string>();
        var options = new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 900 }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce };
        await using var stranger = await World.OpenContextAsync(new BrowserNewContextOptions(options));
        var page = await stranger.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await LookAsync(page, "sign-in");
        await World.SignInAsync(page, World.Product.Options.AdminEmail, World.Product.Options.AdminPassword);
        await page.GotoAsync("/admin");
        await Expect(page.Locator(".peopletable tbody tr").First).ToBeVisibleAsync();
        await LookAsync(page, "people");

        var alex = await JoinAsync(options: options);
        alex.Keep(new Letter("Price list") { Text = "All prices of the season.", Files = [("Prices.pdf", "application/pdf", [1, 2, 3])] });
        alex.Keep(new Letter("Answered and starred") { Html = "<p>With a picture</p><img src=\"https://images.example/a.gif\">" }, flags: "FS");
        await alex.ConnectAsync();
        page = alex.Page;
        await alex.Screen.OpenAsync("Price list");
        await Expect(alex.Screen.Body()).ToContainTextAsync("All prices of the season.");
        await LookAsync(page, "inbox with open thread");
        await alex.Screen.PressAsync("r");
        await Expect(alex.Screen.Composer.Locator(".edit")).ToBeFocusedAsync();
        await LookAsync(page, "composer");
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Close and keep" }).ClickAsync();
        await alex.Screen.SearchAsync("picture");
        await alex.Screen.OpenAsync("Answered and starred");
        await LookAsync(page, "search results");
        foreach (var path in (string[])["/settings", "/settings/mailboxes", "/settings/security", "/settings/mailboxes/connect", "/settings/suppressed"])
        {
            await page.GotoAsync(path);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await Expect(page.Locator(".skeleton:visible")).ToHaveCountAsync(0);
            await LookAsync(page, path);
        }

        await LookAtRecordsAsync(page, screen => LookAsync(page, screen));

        await page.GotoAsync("/shared?q=picture");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Expect(page.Locator(".skeleton:visible")).ToHaveCountAsync(0);
        await LookAsync(page, "search over shared mail");

        await page.GotoAsync("/");
        await Expect(alex.Screen.Rows.First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" })).ToBeVisibleAsync();
        await LookAsync(page, "list of keys");
        Assert.True(faults.Count == 0, string.Join("\n", faults));

        async Task LookAsync(IPage at, string screen)
        {
            // An email's own frame runs no scripts, so none can look into it.
            var result = await at.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations], Iframes = false });
            foreach (var violation in result.Violations.Where(violation => violation.Impact is "serious" or "critical"))
            {
                faults.AddRange(violation.Nodes.Select(node => $"{scheme}, {screen}: {violation.Id} ({violation.Impact}): {node.Target} {node.Html} {string.Join("; ", node.Any.Concat(node.All).Select(check => check.Message))}"));
            }
        }
    }

    // The parts of the screens of records: other kinds are made of the same.
    private static async Task LookAtRecordsAsync(IPage page, Func<string, Task> look)
    {
        foreach (var (path, name) in ((string, string)[])[("/people", "Ana Ruiz"), ("/deals", "Lyon rollout")])
        {
            await page.GotoAsync($"{path}?new=1");
            await page.Locator("#new-name").FillAsync(name);
            await look($"{path}, new");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("#name")).ToHaveValueAsync(name);
            await look($"{path}, record");
            await page.GotoAsync(path);
            await Expect(page.Locator(".row[data-id], .dealcard").First).ToBeVisibleAsync();
            await look(path);
        }
    }
}

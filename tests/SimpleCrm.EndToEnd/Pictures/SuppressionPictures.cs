using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Pictures;

/// <summary>Pictures of the list of suppressed addresses and of sending later: run with SIMPLECRM_SCREENSHOTS naming the folder they go to.</summary>
public class SuppressionPictures(World world) : EndToEndTest(world)
{
    public static bool AreWanted => Screenshots.AreWanted;

    [Fact(Skip = "Set SIMPLECRM_SCREENSHOTS to a folder to take the pictures.", SkipUnless = nameof(AreWanted))]
    public async Task Pictures_of_suppressed_addresses()
    {
        await using var office = await World.OpenContextAsync(new() { ViewportSize = new ViewportSize { Width = 1440, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        var page = await office.NewPageAsync();
        await World.SignInAsync(page, World.Product.Options.AdminEmail, World.Product.Options.AdminPassword);
        await page.GotoAsync("/settings/suppressed");
        foreach (var (address, reason) in ((string, string)[])[("bob@customer.example", "asked for no email on 3 November"), ("a.rather.long.name.of.somebody@department.of.a.large.customer.example", "left the company; write to purchasing@customer.example from now on, as their assistant has asked us to")])
        {
            await page.GetByLabel("Address", new() { Exact = true }).FillAsync(address);
            await page.GetByLabel("Why").FillAsync(reason);
            await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
            await Expect(page.Locator(".rowlist")).ToContainTextAsync(address);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(page.Locator("p.error")).ToHaveCountAsync(2);
        await TakeBothAsync(page, "suppressed");
        await page.SetViewportSizeAsync(390, 844);
        await TakeBothAsync(page, "suppressed-phone");

        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await alex.Screen.PressAsync("c");
        await Expect(alex.Screen.Composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Send later" }).ClickAsync();
        await TakeBothAsync(alex.Page, "later");
        await alex.Page.GetByRole(AriaRole.Option, new() { NameRegex = new("recipient") }).ClickAsync();
        await alex.Page.GetByRole(AriaRole.Combobox, new() { Name = "Time zone" }).FillAsync("new york");
        await alex.Page.SetViewportSizeAsync(390, 844);
        await TakeBothAsync(alex.Page, "later-phone");
    }

    private static async Task TakeBothAsync(IPage page, string name)
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Expect(page.Locator($"html[data-theme={(scheme == ColorScheme.Dark ? "dark" : "light")}]")).ToHaveCountAsync(1);
            await page.ScreenshotAsync(new() { Path = Path.Combine(Environment.GetEnvironmentVariable("SIMPLECRM_SCREENSHOTS")!, $"{name}-{scheme}.png".ToLowerInvariant()) });
        }
    }
}

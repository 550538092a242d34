using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Pictures;

/// <summary>Pictures of the composer in both themes and on a phone: run with SIMPLECRM_SCREENSHOTS naming the folder they go to.</summary>
public class ComposerPictures(World world) : EndToEndTest(world)
{
    public static bool AreWanted => Screenshots.AreWanted;

    [Fact(Skip = "Set SIMPLECRM_SCREENSHOTS to a folder to take the pictures.", SkipUnless = nameof(AreWanted))]
    public async Task Pictures_of_the_composer()
    {
        var alex = await JoinAsync("Alex Winter", new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 }, DeviceScaleFactor = 1.5f, ReducedMotion = ReducedMotion.Reduce });
        alex.Keep(new Letter("Pumps for the new line") { From = "Claire Dubois <claire@mercier.example>", Html = "<p>Hello Alex,</p><p>could you send us the <b>price list</b> for the new line?</p><p>Claire</p>" });
        await alex.ConnectAsync();
        await alex.Screen.OpenAsync("Pumps for the new line");
        await alex.Screen.PressAsync("r");
        await Expect(alex.Screen.Composer.Locator(".edit")).ToBeFocusedAsync();
        var keys = alex.Page.Keyboard;
        await keys.TypeAsync("Hi Claire,\n\nhere are the prices we spoke of:\n\n");
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Table" }).ClickAsync();
        await TakeAsync(alex.Page, "composer-table-menu");
        await alex.Page.GetByRole(AriaRole.Button, new() { Name = "Table of 3 columns and 2 rows" }).ClickAsync();
        foreach (var cell in (string[])["Model", "Pieces", "Price", "P-200", "4", "€ 1,240"])
        {
            await keys.TypeAsync(cell);
            if (cell != "€ 1,240") await keys.PressAsync("Tab");
        }

        await keys.PressAsync("ArrowDown");
        await alex.Page.Keyboard.PressAsync("Control+End");
        await keys.TypeAsync("The ");
        await keys.PressAsync("Control+B");
        await keys.TypeAsync("delivery");
        await keys.PressAsync("Control+B");
        await keys.TypeAsync(" takes two weeks. The offer is attached.");
        await alex.Screen.Composer.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "Offer 2026-118.pdf", MimeType = "application/pdf", Buffer = new byte[240_000] });
        await alex.Screen.Composer.Locator("[data-show-quote]").ClickAsync();
        await TakeAsync(alex.Page, "composer-light");
        await alex.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Expect(alex.Page.Locator("html[data-theme=dark]")).ToHaveCountAsync(1);
        await TakeAsync(alex.Page, "composer-dark");
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Text colour" }).ClickAsync();
        await TakeAsync(alex.Page, "composer-colours-dark");
        await alex.Page.Keyboard.PressAsync("Escape");
        await alex.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Full screen" }).ClickAsync();
        await TakeAsync(alex.Page, "composer-full");
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Full screen" }).ClickAsync();
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Minimise" }).ClickAsync();
        await alex.Page.Locator(".newbtn, [data-key=c]").First.ClickAsync();
        await Expect(alex.Screen.Composer).ToHaveCountAsync(2);
        await Expect(alex.Screen.Composer.Last.Locator("[data-field=to] input")).ToBeFocusedAsync();
        await keys.TypeAsync("cl");
        await Expect(alex.Page.Locator(".suggest li")).ToHaveCountAsync(1);
        await TakeAsync(alex.Page, "composer-two");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("broken@,");
        await alex.Screen.Composer.Last.Locator(".edit").FillAsync("Dear [NAME], please see attached.");
        await keys.PressAsync("Control+Enter");
        await TakeAsync(alex.Page, "composer-error");
        await alex.Screen.Composer.Last.GetByRole(AriaRole.Button, new() { Name = "Remove broken@" }).ClickAsync();
        await keys.PressAsync("Control+Enter");
        await Expect(alex.Screen.Composer.Last.Locator("[data-doubts]")).ToBeVisibleAsync();
        await TakeAsync(alex.Page, "composer-doubts");
        await alex.Page.SetViewportSizeAsync(390, 844);
        await TakeAsync(alex.Page, "composer-phone");
        await alex.Screen.Composer.Last.Locator(".aa").ClickAsync();
        await alex.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await TakeAsync(alex.Page, "composer-phone-dark");
    }

    private static async Task TakeAsync(IPage page, string name)
    {
        await page.WaitForFunctionAsync("() => document.fonts.ready.then(() => true)");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots.Folder!, name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }
}

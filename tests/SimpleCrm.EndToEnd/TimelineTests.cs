using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public sealed class TimelineTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task A_timeline_holds_old_and_new_mail_and_what_is_logged_and_follows_what_others_do()
    {
        var alex = await JoinWithMailAsync(new Letter("Pump offer") { From = "Otto Reiss <otto@reiss-werk.example>" });
        var page = alex.Page;
        await page.GotoAsync("/people?new=1");
        var dialog = page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "New contact" });
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("Otto Reiss");
        await dialog.GetByLabel("Email", new() { Exact = true }).Last.FillAsync("otto@reiss-werk.example");
        await page.Keyboard.PressAsync("Enter");

        // Mail that was here before, counted and linked; mail that comes now.
        await Expect(Row("Pump offer")).ToBeVisibleAsync();
        await Expect(page.Locator(".oldmail")).ToContainTextAsync("1 earlier email");
        await alex.ReceiveAsync(new Letter("Second thoughts") { From = "Otto Reiss <otto@reiss-werk.example>" });
        await Expect(Row("Second thoughts")).ToBeVisibleAsync();

        // From anywhere by a key: on this page its record is chosen.
        await page.Keyboard.PressAsync("Shift+L");
        await Expect(page.Locator("#log-subject")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Delivery dates");
        await page.Locator("#log-minutes").FillAsync("14");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Row("Delivery dates")).ToContainTextAsync("14 min");

        // A colleague who looks sees the call and not the mail, and what they log comes here by itself.
        var bea = await JoinAsync("Bea Lang");
        await bea.Page.GotoAsync(page.Url);
        await Expect(bea.Page.Locator(".tlrow")).ToHaveCountAsync(1);
        await Expect(bea.Page.Locator(".tlhidden")).ToContainTextAsync("2 emails of others are not shared with you");
        await bea.Page.GetByRole(AriaRole.Button, new() { Name = "Note", Exact = true }).ClickAsync();
        await Expect(bea.Page.Locator("#log-subject")).ToBeFocusedAsync();
        await bea.Page.Keyboard.TypeAsync("Second hall in January");
        await bea.Page.Keyboard.PressAsync("Enter");
        await Expect(Row("Second hall in January")).ToContainTextAsync("Bea Lang");

        await page.GetByLabel("Type", new() { Exact = true }).SelectOptionAsync("Calls");
        await Expect(page.Locator(".tlrow")).ToHaveCountAsync(1);
        await Row("Delivery dates").HoverAsync();
        await Row("Delivery dates").GetByRole(AriaRole.Button, new() { Name = "Delete Delivery dates" }).ClickAsync();
        await Expect(page.Locator(".tlrow")).ToHaveCountAsync(0);
        await alex.Screen.Notice.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last.ClickAsync();
        await Expect(Row("Delivery dates")).ToBeVisibleAsync();

        ILocator Row(string title) => page.Locator(".tlrow").Filter(new() { HasText = title });
    }
}

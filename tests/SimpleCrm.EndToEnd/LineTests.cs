using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

/// <summary>A page outlives a reload and the server's own restart.</summary>
public class LineTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Reload_finds_the_open_thread_again()
    {
        var alex = await JoinWithMailAsync(new Letter("Price list") { Text = "All prices of the season." }, new Letter("Another"));
        await alex.Screen.OpenAsync("Price list");
        await alex.Page.ReloadAsync();
        await alex.Screen.ExpectOpenAsync("Price list");
        await Expect(alex.Screen.Body()).ToContainTextAsync("All prices of the season.");
        await Expect(alex.Screen.Row("Price list").Locator("a[data-row]")).ToHaveAttributeAsync("aria-current", "true");
    }

    [Fact]
    public async Task Page_recovers_by_itself_after_the_server_was_restarted()
    {
        var alex = await JoinWithMailAsync(new Letter("Price list") { Text = "All prices of the season." });
        await alex.Screen.OpenAsync("Price list");
        await alex.Screen.PressAsync("r");
        await Expect(alex.Screen.Composer.Locator(".edit")).ToBeFocusedAsync();
        await alex.Page.Keyboard.TypeAsync("Half a sentence");
        await Expect(alex.Screen.Composer.Locator(".chead small")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("Kept|Saved"));

        await World.Product.StopAsync();
        await Expect(alex.Page.Locator("#line")).ToContainTextAsync("Trying again");
        await Expect(alex.Page.Locator("html[data-offline]")).ToHaveCountAsync(1);
        await alex.ReceiveAsync(new Letter("Came meanwhile"));
        await World.Product.StartAgainAsync();

        await Expect(alex.Page.Locator("html[data-offline]")).ToHaveCountAsync(0);
        await alex.Screen.ExpectOpenAsync("Price list");
        await Expect(alex.Screen.Row("Came meanwhile")).ToHaveCountAsync(1);
        // Nothing that was written is lost: it is offered again.
        await alex.Page.Locator("#local-snacks button").Filter(new() { HasText = "Open" }).ClickAsync();
        await Expect(alex.Screen.Composer.Locator(".edit")).ToContainTextAsync("Half a sentence");

        await alex.ReceiveAsync(new Letter("Live again"));
        await Expect(alex.Screen.Row("Live again")).ToHaveCountAsync(1);
    }
}

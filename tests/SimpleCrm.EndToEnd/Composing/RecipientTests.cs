using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

public class RecipientTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Whoever_types_on_past_a_suggestion_writes_to_the_address_typed()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything") { From = "Claire Dubois <claire@mercier.example>" });
        // The line gets slow after the first letters.
        await alex.Page.RouteAsync(url => url.Contains("?q=claire7", StringComparison.Ordinal), _ => { });
        await alex.Screen.PressAsync("c");
        await Expect(alex.Screen.Composer).ToBeVisibleAsync();
        await alex.Page.Keyboard.TypeAsync("claire");
        await Expect(alex.Screen.Composer.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await alex.Page.Keyboard.TypeAsync("7@mercier.example");
        await alex.Page.Keyboard.PressAsync("Enter");
        await Expect(alex.Screen.Composer.Locator(".person")).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("^claire7@mercier\\.example"));
        await alex.Page.Keyboard.TypeAsync("claire");
        await Expect(alex.Screen.Composer.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await alex.Page.Keyboard.PressAsync("Enter");
        await Expect(alex.Screen.Composer.Locator(".person").Nth(1)).ToHaveTextAsync("Claire Dubois");
    }
}

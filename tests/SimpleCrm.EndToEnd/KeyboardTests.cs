using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public class KeyboardTests(World world) : EndToEndTest(world)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Keys_walk_choose_search_write_and_explain_themselves()
    {
        var alex = await JoinWithMailAsync(
            new Letter("Newest") { Date = Now },
            new Letter("Middle") { Date = Now.AddHours(-1) },
            new Letter("Oldest") { Date = Now.AddHours(-2) });
        var screen = alex.Screen;
        await Expect(screen.Rows).ToHaveCountAsync(3);

        await screen.PressAsync("j");
        await screen.ExpectOpenAsync("Newest");
        await screen.PressAsync("j");
        await screen.ExpectOpenAsync("Middle");
        await Expect(screen.CursorRow).ToContainTextAsync("Middle");
        await screen.PressAsync("k");
        await screen.ExpectOpenAsync("Newest");

        await screen.PressAsync("x");
        await Expect(screen.Row("Newest").Locator(".pick input")).ToBeCheckedAsync();
        await screen.PressAsync("Escape");
        await Expect(screen.Row("Newest").Locator(".pick input")).Not.ToBeCheckedAsync();

        await screen.PressAsync("u");
        await Expect(alex.Page.GetByText("No conversation chosen")).ToBeVisibleAsync();

        await screen.PressAsync("?");
        await Expect(alex.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" })).ToBeVisibleAsync();
        await screen.PressAsync("Escape");
        await Expect(alex.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" })).ToBeHiddenAsync();

        // What is typed into a field is text and nothing else.
        await screen.OpenAsync("Middle");
        await screen.PressAsync("/");
        await Expect(screen.SearchField).ToBeFocusedAsync();
        await alex.Page.Keyboard.TypeAsync("jke#!s");
        await Expect(screen.SearchField).ToHaveValueAsync("jke#!s");
        await screen.ExpectOpenAsync("Middle");
        await screen.SearchField.FillAsync("");
        await screen.PressAsync("Escape");

        await screen.PressAsync("c");
        await Expect(screen.Composer).ToBeVisibleAsync();
        await screen.Composer.Locator(".edit").ClickAsync();
        await alex.Page.Keyboard.TypeAsync("just jokes #1!");
        await Expect(screen.Composer.Locator(".edit")).ToHaveTextAsync("just jokes #1!");
        await screen.ExpectOpenAsync("Middle");
        await Expect(screen.Rows).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Keys_work_after_a_click_into_the_text_of_an_email()
    {
        var alex = await JoinWithMailAsync(new Letter("Newest") { Text = "Some words to click on." }, new Letter("Older") { Date = Now.AddHours(-1) });
        await alex.Screen.OpenAsync("Newest");
        await alex.Screen.Body().GetByText("Some words to click on.").ClickAsync();
        await alex.Screen.PressAsync("j");
        await alex.Screen.ExpectOpenAsync("Older");
    }

    [Fact]
    public async Task Keys_star_archive_delete_and_mark_spam()
    {
        var alex = await JoinWithMailAsync(
            new Letter("Newest") { Date = Now },
            new Letter("Second") { Date = Now.AddHours(-1) },
            new Letter("Third") { Date = Now.AddHours(-2) },
            new Letter("Oldest") { Date = Now.AddHours(-3) });
        var screen = alex.Screen;
        await screen.OpenAsync("Newest");
        await screen.PressAsync("s");
        await Expect(screen.Row("Newest").Locator(".when .star")).ToBeVisibleAsync();
        await screen.PressAsync("e");
        await screen.ExpectOpenAsync("Second");
        await screen.PressAsync("#");
        await screen.ExpectOpenAsync("Third");
        await screen.PressAsync("!");
        await screen.ExpectOpenAsync("Oldest");
        await Expect(screen.Rows).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Command_palette_reaches_screens()
    {
        var alex = await JoinWithMailAsync(new Letter("Newest"));
        await alex.Screen.PressAsync("Control+k");
        await Expect(alex.Page.GetByRole(AriaRole.Dialog, new() { Name = "Commands" })).ToBeVisibleAsync();
        await alex.Page.Keyboard.TypeAsync("archi");
        await alex.Screen.PressAsync("Enter");
        await Expect(alex.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/archive$"));
        await alex.Screen.PressAsync("g");
        await alex.Screen.PressAsync("i");
        await Expect(alex.Screen.Row("Newest")).ToHaveCountAsync(1);
    }
}

using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

/// <summary>Two people at one draft: one writes and sends it, the other helps.</summary>
public class SharedDraftTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task A_colleague_helps_with_a_draft_and_its_writer_sees_what_changed()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        var ben = await JoinAsync("Jonas Feld");
        await alex.Page.Keyboard.PressAsync("c");
        var composer = alex.Screen.Composer;
        await Expect(composer).Not.ToHaveAttributeAsync("data-loading", "");
        await composer.Locator(".chips input").First.FillAsync("eve@corp.example");
        await composer.Locator(".subject").FillAsync("Offer for the spring");
        await composer.Locator(".edit").ClickAsync();
        await alex.Page.Keyboard.TypeAsync("Dear Eve, this is our offer.");
        await Expect(composer.Locator(".chead small")).ToContainTextAsync("Saved");

        await composer.GetByRole(AriaRole.Button, new() { Name = "More", Exact = true }).ClickAsync();
        await composer.GetByRole(AriaRole.Menuitem, new() { Name = "Share this draft…" }).ClickAsync();
        var dialog = alex.Page.GetByRole(AriaRole.Dialog, new() { Name = "Share this draft" });
        await dialog.GetByLabel("Jonas Feld").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync();
        await Expect(composer).ToContainTextAsync("Shared with Jonas Feld");

        // It comes up in the open page.
        await ben.Page.GetByRole(AriaRole.Link, new() { Name = "Shared drafts" }).ClickAsync();
        await ben.Page.GetByRole(AriaRole.Link, new() { Name = "Offer for the spring" }).ClickAsync();
        var text = ben.Page.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true });
        await Expect(text).ToContainTextAsync("this is our offer");
        await text.ClickAsync();
        await ben.Page.Keyboard.PressAsync("Control+End");
        await ben.Page.Keyboard.TypeAsync(" It holds until May.");
        await Expect(ben.Page.Locator("[data-state]")).ToContainTextAsync("Saved");

        // Neither overwrites the other unseen.
        await composer.Locator(".edit").ClickAsync();
        await alex.Page.Keyboard.TypeAsync("…");
        await composer.GetByRole(AriaRole.Button, new() { Name = "Keep theirs" }).ClickAsync();
        await Expect(composer.Locator(".edit")).ToContainTextAsync("It holds until May.");
        await composer.Locator(".subject").FillAsync("Our offer for the spring");
        await Expect(ben.Page.Locator("[data-subject]")).ToHaveValueAsync("Our offer for the spring");

        // Thrown away, it is gone for both.
        await composer.GetByRole(AriaRole.Button, new() { Name = "Throw away" }).ClickAsync();
        await Expect(ben.Page.GetByText("This draft is not here")).ToBeVisibleAsync();
    }
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public sealed class PanelTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task An_unknown_sender_becomes_a_contact_and_what_is_planned_stands_beside_the_conversation()
    {
        var alex = await JoinWithMailAsync(new Letter("Revised order") { From = "Nora Valdis <nora@valdis-pumps.example>", Text = "Hello\n\nBest regards\nNora Valdis\nHead of Purchasing\nTel. +33 1 23 45 67 89" });
        var page = alex.Page;
        await alex.Screen.OpenAsync("Revised order");
        var side = page.GetByRole(AriaRole.Complementary, new() { Name = "About this conversation" });
        await Expect(side).ToContainTextAsync("Head of Purchasing");
        await side.GetByRole(AriaRole.Button, new() { Name = "Add contact" }).ClickAsync();
        await Expect(side.GetByRole(AriaRole.Link, new() { Name = "Nora Valdis", Exact = true })).ToBeVisibleAsync();

        // A deal for it, and a task, without leaving the thread.
        await side.GetByRole(AriaRole.Button, new() { Name = "New deal" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "New deal" });
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("Valdis retrofit");
        await page.Keyboard.PressAsync("Enter");
        await Expect(side.GetByRole(AriaRole.Link, new() { Name = "Valdis retrofit" })).ToBeVisibleAsync();
        await side.GetByRole(AriaRole.Button, new() { Name = "New task" }).ClickAsync();
        await Expect(page.Locator("#log-subject")).ToBeFocusedAsync();
        await page.Locator("#log-subject").FillAsync("Call Nora about the split");
        await page.Keyboard.PressAsync("Enter");
        await Expect(side.GetByRole(AriaRole.Button, new() { Name = "Done: Call Nora about the split" })).ToBeVisibleAsync();
        await alex.Screen.ExpectOpenAsync("Revised order");

        // One click takes the link away, another brings it back.
        await side.GetByRole(AriaRole.Button, new() { Name = "Undo the link to Valdis retrofit" }).ClickAsync();
        await Expect(side.GetByRole(AriaRole.Button, new() { Name = "Undo the link to Valdis retrofit" })).ToBeHiddenAsync();
        await alex.Screen.Notice.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last.ClickAsync();
        await Expect(side.GetByRole(AriaRole.Button, new() { Name = "Undo the link to Valdis retrofit" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_phone_it_is_a_sheet_over_the_conversation()
    {
        var alex = await JoinWithMailAsync(new Letter("Revised order"));
        var page = alex.Page;
        await page.SetViewportSizeAsync(390, 844);
        await alex.Screen.OpenAsync("Revised order");
        var side = page.Locator("aside.side");
        await Expect(side).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "About", Exact = true }).ClickAsync();
        await Expect(side).ToBeVisibleAsync();
        await Expect(side).ToContainTextAsync("Claire Dubois");
        Assert.Equal(390, (await side.BoundingBoxAsync())!.Width);
        await page.Keyboard.PressAsync("Escape");
        await Expect(side).ToBeHiddenAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/t/"));
    }
}

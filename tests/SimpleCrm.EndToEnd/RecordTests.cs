using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public sealed partial class RecordTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task A_contact_is_made_found_edited_by_two_at_once_deleted_and_had_again()
    {
        var alex = await JoinAsync();
        var page = alex.Page;
        await page.GotoAsync("/people");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "People", Level = 1 })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("n");
        var dialog = page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "New contact" });
        await Expect(dialog.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Zelda Quist");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Company" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Company" }).FillAsync("Quist Marine");
        await page.GetByRole(AriaRole.Option, new() { Name = "Add “Quist Marine”" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Company" })).ToContainTextAsync("Quist Marine");
        await dialog.GetByLabel("Email", new() { Exact = true }).Last.FillAsync("zelda@quist.example");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(RecordUrl());
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Quist Marine", Exact = true })).ToBeVisibleAsync();
        var address = page.Url;

        await page.Keyboard.PressAsync("u");
        await Expect(page.GetByLabel("Find contacts")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("zelda qu");
        await Expect(page.Locator(".row[data-id]")).ToHaveCountAsync(1);
        await Expect(page.Locator(".row[data-id]")).ToContainTextAsync("zelda@quist.example");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#name")).ToHaveValueAsync("Zelda Quist");
        await page.Keyboard.PressAsync("u");
        await Expect(page).ToHaveURLAsync(new Regex(@"/people\?q=zelda\+qu$"));
        await Expect(page.Locator(".row[data-id][data-cursor]")).ToContainTextAsync("Zelda Quist");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#name")).ToHaveValueAsync("Zelda Quist");
        Assert.Equal(address, page.Url);

        // Two tabs at once: who comes second sees what the first has changed.
        var second = await alex.Context.NewPageAsync();
        await second.GotoAsync(address);
        await second.GetByLabel("Title", new() { Exact = true }).FillAsync("Head of operations");
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Director");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".rechead")).ToContainTextAsync("Director");
        await second.Keyboard.PressAsync("Enter");
        var conflict = second.Locator(".conflict");
        await Expect(conflict).ToContainTextAsync("Director");
        await Expect(conflict).ToContainTextAsync("Head of operations");
        await conflict.GetByRole(AriaRole.Button, new() { Name = "Store my change" }).ClickAsync();
        await Expect(second.Locator(".rechead")).ToContainTextAsync("Head of operations");
        await second.CloseAsync();

        await page.ReloadAsync();
        await Expect(page.Locator(".rechead")).ToContainTextAsync("Head of operations");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/people$"));
        await alex.Screen.Notice.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator(".row[data-id]").Filter(new() { HasText = "Zelda Quist" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Deals_are_moved_by_mouse_by_keys_and_back()
    {
        var alex = await JoinAsync();
        var page = alex.Page;
        foreach (var name in (string[])["Lyon rollout", "Helix renewal"])
        {
            await page.GotoAsync("/deals?new=1");
            var dialog = page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "New deal" });
            await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
            await dialog.GetByLabel("Value").FillAsync("48,600");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page).ToHaveURLAsync(RecordUrl());
        }

        await page.GotoAsync("/deals?owner=me");
        await Expect(Cards("New")).ToHaveTextAsync(["Lyon rollout", "Helix renewal"]);
        await Expect(Column("New").Locator(".sum")).ToHaveTextAsync("€ 97,200");

        await Column("New").Locator(".dealcard").First.DragToAsync(Column("Proposal").Locator(".cards"));
        await Expect(Cards("Proposal")).ToHaveTextAsync(["Lyon rollout"]);
        await Expect(Column("Proposal").Locator(".sum")).ToHaveTextAsync("€ 48,600");
        await Expect(alex.Screen.Notice).ToContainTextAsync("Lyon rollout moved to Proposal.");

        await Column("New").Locator("[data-card]").First.FocusAsync();
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await Expect(Cards("Qualified")).ToHaveTextAsync(["Helix renewal"]);
        await Expect(Column("Qualified").Locator("[data-card]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("v");
        await page.GetByRole(AriaRole.Option, new() { Name = "Proposal" }).ClickAsync();
        await Expect(Cards("Proposal")).ToHaveTextAsync(["Helix renewal", "Lyon rollout"]);
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await Expect(Cards("Proposal")).ToHaveTextAsync(["Lyon rollout", "Helix renewal"]);

        await page.Keyboard.PressAsync("z");
        await Expect(Cards("Qualified")).ToHaveTextAsync(["Helix renewal"]);
        await page.ReloadAsync();
        await Expect(Cards("Qualified")).ToHaveTextAsync(["Helix renewal"]);
        await Expect(Cards("Proposal")).ToHaveTextAsync(["Lyon rollout"]);

        ILocator Column(string stage) => page.Locator($".column[data-name={stage}]");
        ILocator Cards(string stage) => Column(stage).Locator(".dealcard a > b");
    }

    [Fact]
    public async Task A_list_is_kept_as_a_view_opened_with_it_and_changed_in_one_go()
    {
        var alex = await JoinAsync();
        var page = alex.Page;
        foreach (var name in (string[])["Odalys Brandvik", "Ottokar Brandvik"])
        {
            await page.GotoAsync("/leads?new=1");
            var dialog = page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "New lead" });
            await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
            await page.Keyboard.PressAsync("Enter");
            await Expect(page).ToHaveURLAsync(new Regex(@"/leads/\d+$"));
        }

        await page.GotoAsync("/leads?owner=me&status=new");
        await Expect(Rows()).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save view" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("My new leads");
        await page.GetByLabel("opens with this view").CheckAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Current()).ToHaveTextAsync("My new leads");
        await page.GotoAsync("/leads");
        await Expect(page).ToHaveURLAsync(new Regex(@"/leads\?owner=me&status=new$"));
        await Expect(Rows()).ToHaveCountAsync(2);

        // The rows are there before their keys: the first can be reached by Tab when both are.
        await Expect(page.Locator("[data-scope^='New '] [data-row][tabindex='0']")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("*");
        await page.Keyboard.PressAsync("e");
        await page.GetByLabel("Change", new() { Exact = true }).SelectOptionAsync("Status");
        await page.GetByLabel("To", new() { Exact = true }).SelectOptionAsync("Qualified");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change 2 leads" }).ClickAsync();
        await Expect(alex.Screen.Notice).ToContainTextAsync("Status of 2 leads changed.");
        await Expect(Rows()).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("z");
        await Expect(Rows()).ToHaveCountAsync(2);

        await page.GetByRole(AriaRole.Link, new() { Name = "All", Exact = true }).ClickAsync();
        await Expect(Current()).ToHaveTextAsync("All");
        await page.ReloadAsync();
        await Expect(Current()).ToHaveTextAsync("All");
        await page.GetByRole(AriaRole.Link, new() { Name = "My new leads" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Settings of the view My new leads" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).Last.ClickAsync();
        await Expect(alex.Screen.Notice).ToContainTextAsync("My new leads deleted.");
        await page.Keyboard.PressAsync("z");
        await Expect(Current()).ToHaveTextAsync("My new leads");

        ILocator Current() => page.Locator(".viewbar [aria-current]");
        ILocator Rows() => page.Locator(".row[data-id]");
    }

    [GeneratedRegex(@"/(people|deals)/\d+$")]
    private static partial Regex RecordUrl();
}

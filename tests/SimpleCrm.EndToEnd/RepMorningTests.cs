using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public sealed class RepMorningTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task A_rep_answers_does_what_is_due_and_finds_all_of_it_at_the_deal()
    {
        var nora = World.Dovecot.AddUser("nora", "mercier.example");
        var alex = await JoinAsync();
        var contact = await alex.Api.AddAsync("contacts", new { name = "Nora Valdis", addresses = (string[])[nora.Address] });
        var deal = await alex.Api.AddAsync("deals", new { name = "Valdis retrofit", contactIds = (string[])[contact], value = 48_600 });
        await alex.Api.AddAsync("activities", new { type = "task", subject = "Send the drawings", dueAt = TimeProvider.System.GetUtcNow(), records = (object[])[new { kind = "deal", id = deal }] });
        var order = new Letter("Revised order") { From = $"Nora Valdis <{nora.Address}>", Date = TimeProvider.System.GetUtcNow().AddHours(-14) };
        alex.Keep(order);
        await alex.ConnectAsync();
        var page = alex.Page;

        // What the day asks for, and straight into the conversation with its customer and its deal beside it.
        await page.GetByRole(AriaRole.Link, new() { Name = "Today" }).ClickAsync();
        var asking = page.GetByRole(AriaRole.Region, new() { Name = "Needs your reply" });
        await asking.GetByRole(AriaRole.Link, new() { Name = "Revised order" }).ClickAsync();
        await alex.Screen.ExpectOpenAsync("Revised order");
        var side = page.GetByRole(AriaRole.Complementary, new() { Name = "About this conversation" });
        await Expect(side.GetByRole(AriaRole.Link, new() { Name = "Nora Valdis", Exact = true })).ToBeVisibleAsync();
        await Expect(side.GetByRole(AriaRole.Link, new() { Name = "Valdis retrofit" })).ToBeVisibleAsync();
        await alex.Screen.PressAsync("r");
        await Expect(alex.Screen.Composer.Locator(".edit")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("The second pump is in it now.");
        await page.Keyboard.PressAsync("Control+Enter");
        using var hers = await OtherClient.OpenAsync(World.Dovecot, nora);
        await hers.WaitForAsync("INBOX", "Revised order");

        // Answered is done; so is the task that is ticked.
        await page.GetByRole(AriaRole.Link, new() { Name = "Today" }).ClickAsync();
        await Expect(asking).ToContainTextAsync("Everybody has an answer.");
        var due = page.GetByRole(AriaRole.Region, new() { Name = "Due", Exact = true });
        await Expect(due.GetByRole(AriaRole.Link, new() { Name = "Valdis retrofit" })).ToBeVisibleAsync();
        await due.GetByRole(AriaRole.Button, new() { Name = "Done: Send the drawings" }).ClickAsync();
        await Expect(due).ToContainTextAsync("Nothing is due today.");

        // She writes again while the page is open.
        await alex.ReceiveAsync(new Letter("Re: Revised order") { From = $"Nora Valdis <{nora.Address}>", After = [order.Id], Text = "Agreed. Go ahead." });
        await asking.GetByRole(AriaRole.Link, new() { Name = "Revised order" }).ClickAsync();
        await Expect(alex.Screen.Reader).ToContainTextAsync("3 emails");

        // The deal goes on, and has all of it.
        await page.GetByRole(AriaRole.Complementary, new() { Name = "About this conversation" }).GetByRole(AriaRole.Link, new() { Name = "Valdis retrofit" }).ClickAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Stage", Exact = true }).GetByRole(AriaRole.Button, new() { Name = "Qualified" }).ClickAsync();
        await Expect(Row("Qualified")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Shift+L");
        await Expect(page.Locator("#log-subject")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Dates for the fitting");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Row("Dates for the fitting")).ToBeVisibleAsync();
        await Expect(Row("Send the drawings")).ToHaveAttributeAsync("data-done", "");
        await Expect(page.Locator(".tlrow[data-type=EmailReceived]")).ToHaveCountAsync(2);
        await Expect(page.Locator(".tlrow[data-type=EmailSent]")).ToHaveCountAsync(1);

        ILocator Row(string words) => page.Locator(".tlrow").Filter(new() { HasText = words });
    }
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public sealed partial class ManagerWeekTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task A_manager_finds_who_waits_asks_to_read_it_and_has_the_rep_answer()
    {
        var iris = World.Dovecot.AddUser("iris", "mercier.example");
        var rob = await JoinAsync("Rob Hale");
        var mara = await JoinAsync("Mara Lind");
        await LeadAsync(mara, rob);
        await rob.Api.AddAsync("contacts", new { name = "Iris Vane", addresses = (string[])[iris.Address] });
        rob.Keep(new Letter("Delivery to Bergen") { From = $"Iris Vane <{iris.Address}>", Text = "Where is it?", Date = TimeProvider.System.GetUtcNow().AddDays(-3) });
        await rob.ConnectAsync();

        // Rob lets his team see who writes and when, and no more.
        await rob.Page.GotoAsync("/settings/sharing");
        await rob.Page.GetByLabel("Who they are").SelectOptionAsync("Team");
        await rob.Page.GetByLabel("Others see").SelectOptionAsync("Metadata");
        await Expect(rob.Screen.Notice.Last).ToContainTextAsync("Others see mail of");

        var page = mara.Page;
        await page.GotoAsync("/team");
        var figures = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Rob Hale" });
        await Expect(figures.GetByRole(AriaRole.Cell).Nth(1)).ToHaveTextAsync("1");
        var waiting = page.GetByRole(AriaRole.Region, new() { Name = "Customers who wait longer than a day" });
        await Expect(waiting).ToContainTextAsync("Iris Vane waits for Rob Hale");
        await Expect(page.Locator("body")).Not.ToContainTextAsync("Bergen");
        await waiting.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("The subject is not shared");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask for access" }).ClickAsync();

        // He is told, grants it, and the conversation opens up in her page.
        await rob.Page.GetByRole(AriaRole.Link, new() { NameRegex = NoticesName() }).ClickAsync();
        await rob.Page.Locator(".notices a").First.ClickAsync();
        await rob.Page.GetByRole(AriaRole.Button, new() { Name = "Grant Mara Lind access" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Delivery to Bergen");
        await Expect(page.FrameLocator("iframe").Locator("body")).ToContainTextAsync("Where is it?");

        await page.Locator("#comment").PressSequentiallyAsync("Please answer her today @Rob");
        await page.GetByRole(AriaRole.Button, new() { Name = "@Rob Hale" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Comment", Exact = true }).ClickAsync();
        await rob.Page.GetByRole(AriaRole.Link, new() { NameRegex = NoticesName() }).ClickAsync();
        await rob.Page.Locator(".notices a").Filter(new() { HasText = "Mara Lind mentioned you" }).ClickAsync();
        await rob.Screen.ExpectOpenAsync("Delivery to Bergen");
        await Expect(rob.Page.Locator(".comments")).ToContainTextAsync("Please answer her today");
        await rob.Screen.PressAsync("r");
        await Expect(rob.Screen.Composer.Locator(".edit")).ToBeFocusedAsync();
        await rob.Page.Keyboard.TypeAsync("It left this morning.");
        await rob.Page.Keyboard.PressAsync("Control+Enter");
        using var hers = await OtherClient.OpenAsync(World.Dovecot, iris);
        await hers.WaitForAsync("INBOX", "Delivery to Bergen");

        await page.GotoAsync("/team");
        await Expect(waiting).ToContainTextAsync("Nobody waits");
        await Expect(figures.GetByRole(AriaRole.Cell).Nth(3)).ToHaveTextAsync("1");
        await page.GetByRole(AriaRole.Link, new() { Name = "Timeline" }).ClickAsync();
        await Expect(page.Locator(".tlrow[data-type=EmailSent]").Filter(new() { HasText = "Delivery to Bergen" })).ToBeVisibleAsync();
    }

    /// <summary>The admin makes a team of one, and somebody its manager.</summary>
    private async Task LeadAsync(Person manager, Person member)
    {
        var office = World.People;
        await office.GotoAsync("/admin");
        await office.GetByLabel($"Role of {manager.Name}").SelectOptionAsync("Manager");
        await office.GotoAsync("/admin/teams");
        await office.Locator("#team-name").FillAsync("North");
        await office.Locator("#team-manager").SelectOptionAsync(new SelectOptionValue { Label = manager.Name });
        await office.GetByRole(AriaRole.Button, new() { Name = "Add the team" }).ClickAsync();
        await Expect(office.Locator(".rowlist")).ToContainTextAsync("managed by Mara Lind");
        await office.GotoAsync("/admin");
        await office.GetByLabel($"Team of {member.Name}").SelectOptionAsync(new SelectOptionValue { Label = "North" });
    }

    [GeneratedRegex("^Notices")]
    private static partial Regex NoticesName();
}

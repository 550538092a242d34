using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

public class OutboxScreenTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Draft_shows_its_words_opens_as_it_was_left_and_comes_back_when_it_was_discarded_by_mistake()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await WriteAsync(alex, "ann@x.example", "Half a thought", "It begins like this");
        await Expect(alex.Screen.Composer.Locator(".chead small")).ToContainTextAsync("Saved");
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Close and keep" }).ClickAsync();
        await alex.Page.GotoAsync("/outbox");
        var draft = alex.Page.Locator(".panel").Filter(new() { HasText = "Half a thought" });
        await Expect(draft).ToContainTextAsync("It begins like this");
        await Expect(draft).ToContainTextAsync("ann@x.example");
        await draft.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(draft).ToHaveCountAsync(0);
        await alex.Screen.Notice.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(draft).ToHaveCountAsync(1);
        await draft.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Expect(alex.Screen.Composer.Locator(".edit")).ToHaveTextAsync("It begins like this");
        await Expect(alex.Screen.Composer.Locator(".subject")).ToHaveValueAsync("Half a thought");
    }

    [Fact]
    public async Task Refused_email_is_mended_from_the_outbox_and_arrives()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        World.Postfix.RefuseRecipient("clare@mercier.example", "550 5.1.1 Nobody of that name works here");
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await WriteAsync(alex, "clare@mercier.example", "Mistyped", "For you.");
        await alex.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(alex.Screen.Composer).ToHaveCountAsync(0);
        await alex.Page.GotoAsync("/outbox");
        var refused = alex.Page.GetByRole(AriaRole.Region, new() { Name = "Not sent" }).Locator(".panel");
        await Expect(refused).ToContainTextAsync("Nobody of that name works here");
        await refused.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Expect(alex.Screen.Composer.Locator(".edit")).ToHaveTextAsync("For you.");
        await Expect(refused).ToHaveCountAsync(0);
        await alex.Screen.Composer.Locator("[data-field=to] .person").ClickAsync();
        await alex.Page.Keyboard.PressAsync("Delete");
        await alex.Screen.Composer.Locator("[data-field=to] input").FillAsync($"{claire.Address}");
        await alex.Screen.Composer.Locator("[data-field=to] input").PressAsync("Enter");
        await alex.Page.Keyboard.PressAsync("Control+Enter");
        using var theirs = await OtherClient.OpenAsync(World.Dovecot, claire);
        await theirs.WaitForAsync("INBOX", "Mistyped");
        await Expect(alex.Page.Locator(".empty")).ToContainTextAsync("Nothing is waiting");
    }

    [Fact]
    public async Task Scheduled_email_gets_another_time_and_is_a_draft_again_when_it_is_not_to_be_sent()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await WriteAsync(alex, "ann@x.example", "For later", "See you.");
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Send later" }).ClickAsync();
        await alex.Page.GetByRole(AriaRole.Option, new() { NameRegex = new("In a month") }).ClickAsync();
        await Expect(alex.Screen.Composer).ToHaveCountAsync(0);
        await alex.Page.GotoAsync("/outbox");
        var scheduled = alex.Page.GetByRole(AriaRole.Region, new() { Name = "Scheduled" }).Locator(".panel");
        await scheduled.GetByRole(AriaRole.Button, new() { Name = "Change time" }).ClickAsync();
        var chosen = TimeProvider.System.GetUtcNow().AddDays(40);
        await scheduled.GetByLabel(new Regex("^New time")).FillAsync($"{chosen:yyyy-MM-dd}T07:35");
        await scheduled.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await Expect(scheduled.Locator("time")).ToContainTextAsync("07:35");
        await scheduled.GetByRole(AriaRole.Button, new() { Name = "Do not send" }).ClickAsync();
        await Expect(scheduled).ToHaveCountAsync(0);
        await Expect(alex.Page.GetByRole(AriaRole.Region, new() { Name = "Drafts" })).ToContainTextAsync("For later");
    }

    [Fact]
    public async Task Email_is_scheduled_by_the_clocks_of_its_recipient()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await WriteAsync(alex, "ann@x.example", "Ohayo", "Good morning.");
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Send later" }).ClickAsync();
        await alex.Page.GetByRole(AriaRole.Option, new() { NameRegex = new("In the recipient’s time zone") }).ClickAsync();
        await alex.Page.GetByRole(AriaRole.Combobox, new() { Name = "Time zone" }).FillAsync("tokyo");
        await alex.Page.Keyboard.PressAsync("Enter");
        await alex.Page.GetByRole(AriaRole.Option, new() { NameRegex = new("Next week.*08:00") }).ClickAsync();
        await Expect(alex.Screen.Composer).ToHaveCountAsync(0);
        await alex.Page.GotoAsync("/outbox");
        var scheduled = alex.Page.GetByRole(AriaRole.Region, new() { Name = "Scheduled" }).Locator(".panel");
        await Expect(scheduled).ToContainTextAsync("at 08:00 (Asia/Tokyo)");
        await Expect(scheduled).ToContainTextAsync("Monday");
    }

    private static async Task WriteAsync(Person person, string to, string subject, string text)
    {
        await person.Screen.PressAsync("c");
        await Expect(person.Screen.Composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        await person.Page.Keyboard.TypeAsync($"{to},");
        await person.Screen.Composer.Locator(".subject").FillAsync(subject);
        await person.Screen.Composer.Locator(".edit").FillAsync(text);
        await Expect(person.Screen.Composer.Locator(".chead small")).ToContainTextAsync("Saved");
    }
}

using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

/// <summary>What can be done about an email after Send was pressed, and before.</summary>
public class LeavingTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Email_taken_back_and_changed_arrives_once_as_changed()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var alex = await WriteAsync(claire.Address, "Prices", "The old price.");
        await alex.Page.Keyboard.PressAsync("Control+Enter");
        await alex.Page.Locator("#local-snacks").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        var text = alex.Screen.Composer.Locator(".edit");
        await Expect(text).ToContainTextAsync("The old price.");
        await text.FillAsync("The new price.");
        await Expect(alex.Screen.Composer.Locator(".chead")).ToContainTextAsync("Saved");
        await alex.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(alex.Screen.Composer).ToHaveCountAsync(0);

        using var theirs = await OtherClient.OpenAsync(World.Dovecot, claire);
        await theirs.WaitForAsync("INBOX", "Prices");
        var message = Assert.Single(await theirs.ReadAsync("INBOX", "Prices"));
        Assert.Contains("The new price.", message.TextBody);
        Assert.DoesNotContain("The old price.", message.TextBody);
    }

    [Fact]
    public async Task Email_for_later_waits_in_the_outbox_and_can_be_sent_at_once()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var alex = await WriteAsync(claire.Address, "Reminder", "See you next week.");
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Send later" }).ClickAsync();
        await alex.Page.GetByRole(AriaRole.Option, new() { NameRegex = new("Tomorrow morning") }).ClickAsync();
        await Expect(alex.Screen.Composer).ToHaveCountAsync(0);

        await alex.Page.GotoAsync("/outbox");
        var waiting = alex.Page.Locator(".panel").Filter(new() { HasText = "Reminder" });
        await Expect(waiting).ToContainTextAsync("Scheduled");
        using var theirs = await OtherClient.OpenAsync(World.Dovecot, claire);
        Assert.Empty(await theirs.ReadAsync("INBOX", "Reminder"));
        await waiting.GetByRole(AriaRole.Button, new() { Name = "Send now" }).ClickAsync();
        await theirs.WaitForAsync("INBOX", "Reminder");
        Assert.Single(await theirs.ReadAsync("INBOX", "Reminder"));
    }

    private async Task<Person> WriteAsync(string to, string subject, string text)
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await alex.Screen.PressAsync("c");
        await Expect(alex.Screen.Composer).ToBeVisibleAsync();
        await alex.Page.Keyboard.TypeAsync(to);
        await alex.Page.Keyboard.PressAsync("Enter");
        await alex.Screen.Composer.GetByLabel("Subject").FillAsync(subject);
        await alex.Screen.Composer.Locator(".edit").FillAsync(text);
        await Expect(alex.Screen.Composer.Locator(".chead")).ToContainTextAsync("Saved");
        return alex;
    }
}

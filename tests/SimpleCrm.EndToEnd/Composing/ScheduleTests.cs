using Microsoft.Playwright;
using SimpleCrm.TestServers.Product;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

public class ScheduleTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Email_for_tomorrow_waits_and_leaves_once_when_the_clock_has_come_there_while_the_server_was_down()
    {
        Assert.SkipUnless(MovableClock.IsInstalled, "libfaketime is not on this machine.");
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var mail = World.Dovecot.AddUser("admin");
        using var clock = new MovableClock();
        await using var product = await ProductProcess.StartAsync(new ProductOptions { Settings = clock.Environment });
        using (var api = await product.SignInAsync())
        {
            var mailbox = await api.ConnectAsync(ImapConnection.To(World.Dovecot, World.Postfix, mail));
            await api.StatusAsync(mailbox, status => status.State == "active");
        }

        await using var context = await World.Browser.NewContextAsync(new() { BaseURL = product.Address.ToString(), Locale = "en-GB", TimezoneId = "Europe/Berlin" });
        context.SetDefaultTimeout(World.Patience);
        var page = await context.NewPageAsync();
        await World.SignInAsync(page, product.Options.AdminEmail, product.Options.AdminPassword);
        var screen = new MailScreen(page);
        await Expect(page.Locator(".sync .state")).ToHaveTextAsync("live");
        await screen.PressAsync("c");
        await Expect(screen.Composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync($"{claire.Address},");
        await screen.Composer.Locator(".subject").FillAsync("For tomorrow");
        await screen.Composer.Locator(".edit").FillAsync("Good morning.");
        await screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Send later" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { NameRegex = new("Tomorrow morning") }).ClickAsync();
        await Expect(screen.Composer).ToHaveCountAsync(0);

        await page.GotoAsync("/outbox");
        await Expect(page.Locator(".panel").Filter(new() { HasText = "For tomorrow" })).ToContainTextAsync("Scheduled");
        using var theirs = await OtherClient.OpenAsync(World.Dovecot, claire);
        Assert.Empty(await theirs.ReadAsync("INBOX", "For tomorrow"));

        await product.KillAsync();
        clock.Forward("+2d");
        await product.StartAgainAsync();
        await theirs.WaitForAsync("INBOX", "For tomorrow");
        Assert.Single(await theirs.ReadAsync("INBOX", "For tomorrow"));
    }
}

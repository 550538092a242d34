using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

/// <summary>What is being written outlives the server and the page.</summary>
public class SurvivalTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Server_killed_in_mid_sentence_loses_nothing_and_has_all_of_it_once_it_is_back()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await WriteAsync(alex, "claire@mercier.example", "Killed");
        var edit = alex.Screen.Composer.Locator(".edit");
        var status = alex.Screen.Composer.Locator(".chead small");
        await edit.ClickAsync();
        await alex.Page.Keyboard.TypeAsync("The first half is saved, ");
        await Expect(status).ToContainTextAsync("Saved");
        await alex.Page.Keyboard.TypeAsync("the second is on its way ");
        await World.Product.KillAsync();
        await alex.Page.Keyboard.TypeAsync("and goes on while nobody listens");
        await Expect(status).ToHaveTextAsync("Offline, kept on this device");
        await alex.Page.Keyboard.TypeAsync(", to the last letter");
        await World.Product.StartAgainAsync();

        await alex.Page.Locator("#local-snacks button").Filter(new() { HasText = "Open" }).ClickAsync();
        const string Text = "The first half is saved, the second is on its way and goes on while nobody listens, to the last letter";
        await Expect(edit).ToHaveTextAsync(Text);
        await edit.PressAsync("Control+End");
        await alex.Page.Keyboard.TypeAsync(", and beyond.");
        await Expect(status).ToContainTextAsync("Saved");
        // The server's own copy, asked for as another device would.
        var drafts = await alex.Page.EvaluateAsync<string>("() => fetch('/api/email/drafts').then(answer => answer.text())");
        Assert.Contains($"{Text}, and beyond.", drafts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tab_killed_while_typing_gives_back_what_was_written_and_the_email_goes_out_once()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await WriteAsync(alex, claire.Address, "Crashed");
        await alex.Screen.Composer.Locator(".edit").ClickAsync();
        await alex.Page.Keyboard.TypeAsync("What was written before");
        await Expect(alex.Screen.Composer.Locator(".chead small")).ToContainTextAsync("Saved");
        await alex.Page.Keyboard.TypeAsync(" the tab was gone");
        var gone = new TaskCompletionSource();
        alex.Page.Crash += (_, _) => gone.TrySetResult();
        var line = await alex.Context.NewCDPSessionAsync(alex.Page);
        _ = line.SendAsync("Page.crash");
        await gone.Task.WaitAsync(TimeSpan.FromMilliseconds(World.Patience));

        var page = await alex.Context.NewPageAsync();
        await page.GotoAsync("/");
        var composer = new MailScreen(page).Composer;
        await page.Locator("#local-snacks button").Filter(new() { HasText = "Open" }).ClickAsync();
        await Expect(composer.Locator(".edit")).ToContainTextAsync("What was written before");
        await composer.Locator(".edit").PressAsync("Control+End");
        await page.Keyboard.TypeAsync(" — and after.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(composer).ToHaveCountAsync(0);
        using var theirs = await OtherClient.OpenAsync(World.Dovecot, claire);
        await theirs.WaitForAsync("INBOX", "Crashed");
        var text = Assert.Single(await theirs.ReadAsync("INBOX", "Crashed")).TextBody;
        Assert.StartsWith("What was written before", text, StringComparison.Ordinal);
        Assert.Contains("— and after.", text, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(Person person, string to, string subject)
    {
        await person.Screen.PressAsync("c");
        await Expect(person.Screen.Composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        await person.Page.Keyboard.TypeAsync($"{to},");
        await person.Screen.Composer.Locator(".subject").FillAsync(subject);
    }
}

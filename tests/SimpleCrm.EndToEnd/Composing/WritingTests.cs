using Microsoft.Playwright;
using MimeKit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

public class WritingTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task What_is_formatted_in_the_dark_theme_arrives_in_light_colours_with_its_picture_as_a_part()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var alex = await JoinAsync(options: new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 900 }, ColorScheme = ColorScheme.Dark });
        alex.Keep(new Letter("Anything"));
        await alex.ConnectAsync();
        var composer = await OpenAsync(alex, claire.Address, "Formatted");
        var edit = composer.Locator(".edit");
        var keys = alex.Page.Keyboard;
        await edit.ClickAsync();
        await keys.PressAsync("Control+B");
        await keys.TypeAsync("Bold");
        await keys.PressAsync("Control+B");
        await keys.TypeAsync(" plain ");
        await composer.GetByRole(AriaRole.Button, new() { Name = "Text colour" }).ClickAsync();
        await alex.Page.GetByRole(AriaRole.Button, new() { Name = "Red", Exact = true }).ClickAsync();
        await keys.TypeAsync("red");
        await keys.PressAsync("Enter");
        await composer.GetByRole(AriaRole.Button, new() { Name = "Bulleted list" }).ClickAsync();
        await keys.TypeAsync("point");
        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("our site");
        await keys.PressAsync("Shift+Home");
        await keys.PressAsync("Control+K");
        await alex.Page.GetByLabel("Address of the link").FillAsync("northwind.test/pumps");
        await keys.PressAsync("Enter");
        await Expect(edit.Locator("a[href='https://northwind.test/pumps']")).ToHaveTextAsync("our site");
        await keys.PressAsync("End");
        await Clipboard.PasteFileAsync(edit, "photo.png", "image/png", Clipboard.Picture);
        await Expect(edit.Locator("img[src^='/mail/uploads/']")).ToHaveCountAsync(1);
        await keys.PressAsync("Control+Enter");

        var message = await ReceivedAsync(claire, "Formatted");
        var html = message.HtmlBody!;
        Assert.Matches("<b>Bold</b>", html);
        Assert.Contains("179, 38, 30", html.Replace("#b3261e", "rgb(179, 38, 30)", StringComparison.OrdinalIgnoreCase).Replace("rgba(179, 38, 30, 1)", "rgb(179, 38, 30)", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("darkColor", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("var(", html, StringComparison.Ordinal);
        Assert.Contains("<li", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://northwind.test/pumps\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/mail/uploads/", html, StringComparison.Ordinal);
        var picture = Assert.Single(message.BodyParts.OfType<MimePart>(), part => part.ContentType.IsMimeType("image", "png"));
        Assert.Contains($"cid:{picture.ContentId}", html, StringComparison.Ordinal);
        using var content = new MemoryStream();
        picture.Content!.DecodeTo(content);
        Assert.Equal(Clipboard.Picture, content.ToArray());
    }

    [Fact]
    public async Task Plain_text_is_sent_alone_with_the_original_quoted_as_text()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var alex = await JoinWithMailAsync(new Letter("Just words") { From = $"Claire Dubois <{claire.Address}>", Html = "<p>How <b>many</b>?</p>" });
        await alex.Screen.OpenAsync("Just words");
        await alex.Screen.PressAsync("r");
        await Expect(alex.Screen.Composer.Locator(".edit")).ToBeFocusedAsync();
        await alex.Page.Keyboard.TypeAsync("Four pieces.");
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await alex.Page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = "Plain text" }).ClickAsync();
        await Expect(alex.Screen.Composer.Locator("textarea")).ToHaveValueAsync("Four pieces.");
        await alex.Page.Keyboard.PressAsync("Control+Enter");
        var message = await ReceivedAsync(claire, "Re: Just words");
        Assert.Null(message.HtmlBody);
        Assert.StartsWith("Four pieces.", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("> How many?", message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quote_can_be_left_out_or_taken_into_the_text()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var alex = await JoinWithMailAsync(new Letter("Two ways") { From = $"Claire Dubois <{claire.Address}>", Html = "<p>The original words</p>" });
        await alex.Screen.OpenAsync("Two ways");
        await alex.Screen.PressAsync("r");
        await Expect(alex.Screen.Composer.Locator(".edit")).ToBeFocusedAsync();
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Edit quote" }).ClickAsync();
        await Expect(alex.Screen.Composer.Locator(".edit")).ToContainTextAsync("The original words");
        await Expect(alex.Screen.Composer.Locator(".quoted")).ToBeHiddenAsync();
        await alex.Screen.Composer.Locator(".subject").FillAsync("Edited quote");
        await alex.Page.Keyboard.PressAsync("Control+Enter");
        var edited = await ReceivedAsync(claire, "Edited quote");
        Assert.Equal(2, edited.HtmlBody!.Split("The original words").Length);

        await Expect(alex.Screen.Composer).ToHaveCountAsync(0);
        await alex.Screen.PressAsync("r");
        await Expect(alex.Screen.Composer.Locator(".edit")).ToBeFocusedAsync();
        await alex.Page.Keyboard.TypeAsync("Without it.");
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Remove quote" }).ClickAsync();
        await alex.Screen.Composer.Locator(".subject").FillAsync("No quote");
        await alex.Page.Keyboard.PressAsync("Control+Enter");
        Assert.DoesNotContain("The original words", (await ReceivedAsync(claire, "No quote")).HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signature_made_in_the_settings_stands_above_the_quote_and_can_be_left_out()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var alex = await JoinWithMailAsync(new Letter("Signed") { From = $"Claire Dubois <{claire.Address}>", Html = "<p>The original words</p>" });
        await alex.Page.GotoAsync("/settings/signatures");
        await alex.Page.GetByRole(AriaRole.Button, new() { Name = "New signature" }).ClickAsync();
        await alex.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Full");
        await alex.Page.Locator(".sigedit .edit").ClickAsync();
        await alex.Page.Keyboard.TypeAsync("Alex Winter, Northwind Pumps");
        await alex.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(alex.Page.Locator(".siglist")).ToContainTextAsync("Northwind Pumps");

        await alex.Page.GotoAsync("/");
        await alex.Screen.OpenAsync("Signed");
        await alex.Screen.PressAsync("r");
        await Expect(alex.Screen.Composer.Locator(".sig")).ToContainTextAsync("Northwind Pumps");
        await alex.Page.Keyboard.TypeAsync("With it.");
        await alex.Page.Keyboard.PressAsync("Control+Enter");
        var html = (await ReceivedAsync(claire, "Re: Signed")).HtmlBody!;
        Assert.True(html.IndexOf("With it.", StringComparison.Ordinal) < html.IndexOf("Northwind Pumps", StringComparison.Ordinal));
        Assert.True(html.IndexOf("Northwind Pumps", StringComparison.Ordinal) < html.IndexOf("The original words", StringComparison.Ordinal));

        await Expect(alex.Screen.Composer).ToHaveCountAsync(0);
        var composer = await OpenAsync(alex, claire.Address, "Unsigned");
        await Expect(composer.Locator(".sig")).ToBeVisibleAsync();
        await composer.GetByRole(AriaRole.Button, new() { Name = "Signature" }).ClickAsync();
        await alex.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = "No signature" }).ClickAsync();
        await composer.Locator(".edit").FillAsync("Without it.");
        await alex.Page.Keyboard.PressAsync("Control+Enter");
        Assert.DoesNotContain("Northwind Pumps", (await ReceivedAsync(claire, "Unsigned")).HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_emails_are_written_side_by_side_and_come_back_after_a_reload()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything") { From = "Claire Dubois <claire@mercier.example>" });
        var first = await OpenAsync(alex, "ann@x.example, \"Bo, Jr\" <bo@y.example>; broken@", "First");
        await Expect(first.Locator("[data-field=to] .person")).ToHaveTextAsync(["ann@x.example", "Bo, Jr", "broken@"]);
        await Expect(first.Locator("[data-field=to] .person.bad")).ToHaveTextAsync("broken@");
        await first.Locator(".edit").FillAsync("First text");
        await first.GetByRole(AriaRole.Button, new() { Name = "Minimise" }).ClickAsync();
        await alex.Page.EvaluateAsync("() => document.activeElement.blur()");
        await alex.Screen.PressAsync("c");
        await Expect(alex.Screen.Composer).ToHaveCountAsync(2);
        var second = alex.Screen.Composer.Last;
        await Expect(second.Locator("[data-field=to] input")).ToBeFocusedAsync();
        await alex.Page.Keyboard.TypeAsync("dub");
        await Expect(second.GetByRole(AriaRole.Option)).ToContainTextAsync(["Claire Dubois"]);
        await alex.Page.Keyboard.PressAsync("Enter");
        await second.Locator(".edit").FillAsync("Second text");
        await Expect(second.Locator(".chead small")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("Kept|Saved"));

        await alex.Page.ReloadAsync();
        await alex.Page.Locator("#local-snacks button").Filter(new() { HasText = "Open" }).ClickAsync();
        await Expect(alex.Screen.Composer.Locator(".edit")).ToHaveTextAsync("Second text");
        await Expect(alex.Screen.Composer.Locator("[data-field=to] .person")).ToHaveTextAsync(["Claire Dubois"]);
    }

    [Fact]
    public async Task Of_several_open_emails_a_reload_offers_the_one_that_was_written_last()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything") { From = "Claire Dubois <claire@mercier.example>" });
        // No two moments are the same, so that what is stamped while the page goes away is newer than what was written before.
        await alex.Page.EvaluateAsync("() => { const now = Date.now; let last = 0; Date.now = () => last = Math.max(last + 1, now()); }");
        var first = await OpenAsync(alex, "ann@x.example", "First");
        await first.Locator(".edit").FillAsync("First text");
        await alex.Page.EvaluateAsync("() => document.activeElement.blur()");
        await alex.Screen.PressAsync("c");
        await Expect(alex.Screen.Composer).ToHaveCountAsync(2);
        await alex.Screen.Composer.Last.Locator(".edit").FillAsync("Second text");

        await alex.Screen.Composer.First.Locator(".edit").FillAsync("First text, and more of it");

        await alex.Page.ReloadAsync();
        await alex.Page.Locator("#local-snacks button").Filter(new() { HasText = "Open" }).ClickAsync();
        await Expect(alex.Screen.Composer.Locator(".edit")).ToHaveTextAsync("First text, and more of it");
    }

    private static async Task<ILocator> OpenAsync(Person person, string to, string subject)
    {
        await person.Screen.PressAsync("c");
        var composer = person.Screen.Composer;
        await Expect(composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        await person.Page.Keyboard.TypeAsync(to);
        await person.Page.Keyboard.PressAsync("Enter");
        await composer.Locator(".subject").FillAsync(subject);
        return composer;
    }

    private async Task<MimeMessage> ReceivedAsync(TestServers.Dovecot.DovecotUser user, string subject)
    {
        using var theirs = await OtherClient.OpenAsync(World.Dovecot, user);
        await theirs.WaitForAsync("INBOX", subject);
        return Assert.Single(await theirs.ReadAsync("INBOX", subject));
    }
}

using System.Text;
using Microsoft.Playwright;
using MimeKit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public class SendingTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Refused_recipient_is_shown_with_the_words_of_the_server_and_sent_again_when_it_is_taken()
    {
        var nadia = World.Dovecot.AddUser("nadia", "mercier.example");
        World.Postfix.RefuseRecipient(nadia.Address, "550 5.1.1 Nobody of that name works here");
        var alex = await JoinWithMailAsync(new Letter("Samples") { From = $"Nadia Haddad <{nadia.Address}>" });
        await alex.Screen.OpenAsync("Samples");
        await alex.Screen.PressAsync("r");
        await Expect(alex.Screen.Composer.Locator(".edit")).ToBeFocusedAsync();
        await alex.Page.Keyboard.TypeAsync("They leave today.");
        await alex.Page.Keyboard.PressAsync("Control+Enter");

        var note = alex.Screen.Email(1).GetByRole(AriaRole.Alert);
        await Expect(note).ToContainTextAsync("Not sent.");
        await Expect(note).ToContainTextAsync("Nobody of that name works here");
        await Expect(alex.Screen.Row("Samples")).ToContainTextAsync("Not sent");

        World.Postfix.AllowRecipient(nadia.Address);
        await note.GetByRole(AriaRole.Button, new() { Name = "Send again" }).ClickAsync();
        using var theirs = await OtherClient.OpenAsync(World.Dovecot, nadia);
        await theirs.WaitForAsync("INBOX", "Samples");
        await Expect(alex.Screen.Email(1).Locator(".chip.good")).ToHaveTextAsync("Sent");
        await Expect(alex.Screen.Row("Samples")).Not.ToContainTextAsync("Not sent");
    }

    [Fact]
    public async Task An_email_sent_before_the_editor_has_come_leaves_as_soon_as_it_has()
    {
        var odile = World.Dovecot.AddUser("odile", "mercier.example");
        var alex = await JoinWithMailAsync(new Letter("Lunch on Friday") { From = $"Odile Perrin <{odile.Address}>" });
        var editor = new TaskCompletionSource();
        await alex.Page.RouteAsync("**/editor*.js", async route =>
        {
            await editor.Task;
            await route.ContinueAsync();
        });
        await alex.Screen.OpenAsync("Lunch on Friday");
        await alex.Screen.PressAsync("r");
        await Expect(alex.Screen.Composer.Locator("[data-field=to] .person")).ToHaveTextAsync(["Odile Perrin"]);
        await alex.Screen.Composer.Locator(".edit").FillAsync("At noon.");
        await Expect(alex.Screen.Composer).ToHaveAttributeAsync("data-loading", "");
        await alex.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(alex.Screen.Composer).ToContainTextAsync("Sending…");
        editor.SetResult();
        using var theirs = await OtherClient.OpenAsync(World.Dovecot, odile);
        await theirs.WaitForAsync("INBOX", "Lunch on Friday");
        await Expect(alex.Screen.Composer).ToHaveCountAsync(0);
        Assert.Contains("At noon.", Assert.Single(await theirs.ReadAsync("INBOX", "Lunch on Friday")).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_email_is_not_said_to_be_on_its_way_when_the_editor_cannot_come()
    {
        var alex = await JoinWithMailAsync(new Letter("Lunch on Monday"));
        var editor = new TaskCompletionSource();
        await alex.Page.RouteAsync("**/editor*.js", async route =>
        {
            await editor.Task;
            await route.AbortAsync();
        });
        await alex.Screen.OpenAsync("Lunch on Monday");
        await alex.Screen.PressAsync("r");
        await Expect(alex.Screen.Composer).ToHaveAttributeAsync("data-loading", "");
        await alex.Screen.Composer.Locator(".send").ClickAsync();
        await Expect(alex.Screen.Composer).ToContainTextAsync("Sending…");
        editor.SetResult();
        await Expect(alex.Screen.Composer).ToContainTextAsync("The editor could not be loaded.");
        await Expect(alex.Screen.Composer).ToContainTextAsync("Not sent");
        await alex.Screen.Composer.Locator(".send").ClickAsync();
        await Expect(alex.Screen.Composer).Not.ToContainTextAsync("Sending…");
    }

    [Fact]
    public async Task New_email_with_a_file_arrives_byte_for_byte()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        var offer = new byte[70_000];
        new Random(7).NextBytes(offer);

        await alex.Screen.PressAsync("c");
        await Expect(alex.Screen.Composer).ToBeVisibleAsync();
        await alex.Page.Keyboard.TypeAsync(claire.Address);
        await alex.Page.Keyboard.PressAsync("Enter");
        await alex.Screen.Composer.GetByLabel("Subject").FillAsync("Our offer");
        await alex.Screen.Composer.Locator(".edit").FillAsync("Please find the offer attached.");
        await alex.Screen.Composer.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "Offer März.pdf", MimeType = "application/pdf", Buffer = offer });
        await Expect(alex.Screen.Composer.Locator("[data-files]")).ToContainTextAsync("Offer März.pdf");
        // A file still on its way holds the email back until it is there.
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(alex.Screen.Composer).ToHaveCountAsync(0);

        using var theirs = await OtherClient.OpenAsync(World.Dovecot, claire);
        await theirs.WaitForAsync("INBOX", "Our offer");
        var message = Assert.Single(await theirs.ReadAsync("INBOX", "Our offer"));
        var file = Assert.IsType<MimePart>(Assert.Single(message.Attachments));
        Assert.Equal("Offer März.pdf", file.FileName);
        using var content = new MemoryStream();
        file.Content!.DecodeTo(content);
        Assert.Equal(offer, content.ToArray());
        Assert.Contains("Please find the offer attached.", message.TextBody, StringComparison.Ordinal);

        await alex.Page.GotoAsync("/sent");
        await Expect(alex.Screen.Row("Our offer")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Reply_to_all_and_forward_go_to_whom_they_should()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var desk = World.Dovecot.AddUser("desk", "mercier.example");
        var alex = await JoinWithMailAsync(new Letter("Joint visit")
        {
            From = $"Claire Dubois <{claire.Address}>",
            Cc = $"Front Desk <{desk.Address}>",
            Text = "Shall we visit the plant together?",
            Files = [("Plan.txt", "text/plain", Encoding.ASCII.GetBytes("Monday: the plant\r\n"))],
        });
        await alex.Screen.OpenAsync("Joint visit");

        await alex.Screen.PressAsync("a");
        await Expect(alex.Screen.Composer.Locator("[data-field=to] .person")).ToHaveTextAsync(["Claire Dubois"]);
        await Expect(alex.Screen.Composer.Locator("[data-field=cc] .person")).ToHaveTextAsync(["Front Desk"]);
        await alex.Screen.Composer.Locator(".edit").FillAsync("Gladly.");
        await alex.Page.Keyboard.PressAsync("Control+Enter");
        using var theirs = await OtherClient.OpenAsync(World.Dovecot, desk);
        await theirs.WaitForAsync("INBOX", "Joint visit");
        await Expect(alex.Screen.Composer).ToHaveCountAsync(0);

        await alex.Screen.Email(0).GetByRole(AriaRole.Button, new() { NameRegex = new("^More for") }).ClickAsync();
        await alex.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Forward" }).ClickAsync();
        await Expect(alex.Screen.Composer.Locator(".subject")).ToHaveValueAsync("Fwd: Joint visit");
        await Expect(alex.Screen.Composer.Locator("[data-files]")).ToContainTextAsync("Plan.txt");
        await alex.Screen.Composer.Locator("[data-field=to] input").FillAsync(desk.Address);
        await alex.Screen.Composer.Locator(".edit").FillAsync("For your diary.");
        await alex.Page.Keyboard.PressAsync("Control+Enter");
        await theirs.WaitForAsync("INBOX", "Fwd: Joint visit");
        var forwarded = Assert.Single(await theirs.ReadAsync("INBOX", "Fwd: Joint visit"));
        Assert.Contains("Shall we visit the plant together?", forwarded.TextBody, StringComparison.Ordinal);
        Assert.Equal("Plan.txt", Assert.IsType<MimePart>(Assert.Single(forwarded.Attachments), exactMatch: false).FileName);
    }
}

using System.Text.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

public class RefusalTests(World world) : EndToEndTest(world)
{
    [Theory]
    [InlineData("subject", """{ "subject": "Hi\r\nBcc: all@evil.example" }""")]
    [InlineData("to", """{ "to": [{ "email": "ann@x.example", "name": "Ann\r\nBcc: all@evil.example" }] }""")]
    [InlineData("to", """{ "to": [{ "email": "ann@x.example\r\nRCPT TO:<all@evil.example>", "name": "" }] }""")]
    [InlineData("to", """{ "to": [{ "email": "=?utf-8?Q?ann=40evil.example=00?=@x.example", "name": "" }] }""")]
    [InlineData("bodyHtml", """{ "bodyHtml": "<img src=\"data:image/png;base64,PGh0bWw+PHNjcmlwdD4=\">" }""")]
    [InlineData("bodyHtml", """{ "bodyHtml": "<img src=\"/mail/uploads/0123456789abcdef0123456789abcdef\">" }""")]
    public async Task What_would_break_out_of_its_place_is_refused_by_name(string field, string changes)
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        var answer = await PostAsync(alex, changes);
        Assert.Equal(400, answer.GetProperty("status").GetInt32());
        Assert.True(answer.GetProperty("errors").TryGetProperty(field, out _), answer.ToString());
    }

    [Fact]
    public async Task What_is_not_html_or_would_run_is_sent_without_it()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await PostAsync(alex, JsonSerializer.Serialize(new
        {
            to = new[] { new { email = claire.Address, name = "" } },
            subject = "Cleaned",
            bodyHtml = "<p onclick=\"x()\">Words</p><script>x()</script><a href=\"javascript:x()\">link</a><iframe src=\"https://evil.example\"></iframe> 1 < 2 <broken <p title=\"",
        }));
        using var theirs = await OtherClient.OpenAsync(World.Dovecot, claire);
        await theirs.WaitForAsync("INBOX", "Cleaned");
        var html = Assert.Single(await theirs.ReadAsync("INBOX", "Cleaned")).HtmlBody!;
        Assert.Contains("Words", html, StringComparison.Ordinal);
        Assert.DoesNotContain("script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("onclick", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("iframe", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Doubts_are_raised_once_in_the_composer_and_the_draft_stays()
    {
        var alex = await JoinWithMailAsync(new Letter("The thread") { From = "Claire Dubois <claire@mercier.example>" });
        await alex.Screen.OpenAsync("The thread");
        await alex.Screen.PressAsync("r");
        var composer = alex.Screen.Composer;
        var edit = composer.Locator(".edit");
        await Expect(edit).ToBeFocusedAsync();
        var doubts = composer.Locator("[data-doubts] li");
        foreach (var (sentence, word) in ((string, string)[])[("The offer is attached.", "attached"), ("Das Angebot finden Sie im Anhang.", "im Anhang"), ("Vous trouverez l'offre ci-jointe.", "ci-jointe"),
            ("Le envío la oferta adjunta.", "adjunta"), ("In allegato trova l'offerta.", "allegato"), ("In de bijlage vindt u de offerte.", "bijlage"), ("Segue em anexo a proposta.", "em anexo"), ("W załączniku przesyłam ofertę.", "załączniku")])
            await ExpectDoubtAsync(sentence, $"You write “{word}”, but no file is attached.");
        await ExpectDoubtAsync("Dear {{contact.firstName}}, welcome.", "A placeholder is left: “{{contact.firstName}}”.");
        await ExpectDoubtAsync("The price is XXX.", "A placeholder is left: “XXX”.");

        await composer.Locator("[data-field=to] input").FillAsync("rival@other.example");
        await composer.Locator("[data-field=to] input").PressAsync("Enter");
        await ExpectDoubtAsync("Just words.", "rival@other.example (other.example) is of another company than the others in this conversation.");

        async Task ExpectDoubtAsync(string sentence, string doubt)
        {
            await edit.FillAsync(sentence);
            await edit.PressAsync("Control+Enter");
            await Expect(doubts).ToHaveTextAsync([doubt]);
            await composer.GetByRole(AriaRole.Button, new() { Name = "Back to the text" }).ClickAsync();
            await Expect(edit).ToHaveTextAsync(sentence);
        }
    }

    private static async Task<JsonElement> PostAsync(Person person, string changes)
    {
        var body = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("""{ "to": [{ "email": "ann@x.example", "name": "" }], "subject": "Refused", "bodyHtml": "<p>Text</p>", "mode": "new" }""")!;
        body["mailboxId"] = JsonSerializer.SerializeToElement(person.MailboxId);
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(changes)!) body[name] = value;
        var text = await person.Page.EvaluateAsync<string>(
            "body => fetch('/mail/send', { method: 'POST', headers: { 'content-type': 'application/json' }, body }).then(answer => answer.text())", JsonSerializer.Serialize(body));
        return JsonDocument.Parse(text).RootElement;
    }
}

using System.Net;
using System.Text;
using Microsoft.Playwright;
using SimpleCrm.TestServers.Product;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

/// <summary>Two people, two mailboxes: neither reaches the other's mail, by no way.</summary>
public class PrivacyTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Nobody_sees_the_mail_of_another()
    {
        var alex = await JoinAsync();
        alex.Keep(new Letter("Confidential terms") { Text = "The lowest price is zanzibar.", Files = [("Terms.pdf", "application/pdf", Encoding.ASCII.GetBytes("%PDF-1.4 terms"))] });
        await alex.ConnectAsync();
        var ben = await JoinAsync("Ben Okafor");
        ben.Keep(new Letter("Holiday list") { Text = "Away in May." });
        await ben.ConnectAsync();

        // The lists and the search.
        await Expect(ben.Screen.Rows).ToHaveCountAsync(1);
        await Expect(ben.Screen.Row("Holiday list")).ToHaveCountAsync(1);
        await Expect(alex.Screen.Rows).ToHaveCountAsync(1);
        await Expect(ben.Page.Locator(".sync")).Not.ToContainTextAsync(alex.Mail.Address);
        foreach (var query in (string[])["zanzibar", "confidential", "from:claire confidential", "has:attachment"])
        {
            await ben.Screen.SearchAsync(query);
            await Expect(ben.Screen.Rows).ToHaveCountAsync(0);
        }

        // Addresses that Ben might have seen over Alex's shoulder.
        await alex.Screen.OpenAsync("Confidential terms");
        var thread = alex.Screen.OpenThreadId;
        var document = (await alex.Screen.Email(0).Locator("iframe").GetAttributeAsync("src"))!;
        var signed = (await alex.Screen.Reader.Locator(".file a[download]").GetAttributeAsync("href"))!;
        var email = document.Split('/')[3];
        await ben.Page.GotoAsync($"/t/{thread}");
        await Expect(ben.Page.GetByText("This conversation is not here")).ToBeVisibleAsync();
        await Expect(ben.Page.Locator("main")).Not.ToContainTextAsync("Confidential");
        foreach (var path in (string[])[document, $"/mail/emails/{email}/source", $"/mail/emails/{email}/attachments.zip", signed.Split('?')[0]])
        {
            var theirs = await alex.Context.APIRequest.GetAsync(path);
            Assert.Equal(200, theirs.Status);
            var answer = await ben.Context.APIRequest.GetAsync(path);
            Assert.True(answer.Status is 403 or 404, $"{path.Split('/')[^1]} answered {answer.Status}");
            Assert.DoesNotContain("zanzibar", await answer.TextAsync(), StringComparison.Ordinal);
        }

        // The API, and a signed address whose proof was tampered with.
        Assert.Equal(HttpStatusCode.NotFound, await RefusedAsync(() => ben.Api.ThreadAsync(thread)));
        Assert.Equal(["Holiday list"], (await ben.Api.InboxAsync()).Items.Select(item => item.Subject));
        Assert.Empty((await ben.Api.InboxAsync(q: "zanzibar")).Items);
        Assert.Equal(HttpStatusCode.NotFound, await RefusedAsync(() => ben.Api.InboxAsync(mailboxId: alex.MailboxId)));
        Assert.Equal(HttpStatusCode.NotFound, await RefusedAsync(() => ben.Api.SyncAsync(alex.MailboxId)));
        Assert.Equal(HttpStatusCode.NotFound, await RefusedAsync(() => ben.Api.DisconnectAsync(alex.MailboxId, deleteEmails: true)));
        var sending = new OutgoingMail(alex.MailboxId, [new Correspondent("claire@mercier.example")], "In another's name") { BodyText = "…" };
        Assert.Contains(await RefusedAsync(() => ben.Api.SendAsync(sending)), new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        Assert.Equal([ben.MailboxId], (await ben.Api.StatusAsync()).Select(status => status.MailboxId));
        using var nobody = new HttpClient { BaseAddress = World.Product.Address };
        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync(signed)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.GetAsync(signed[..^4] + "AAAA")).StatusCode);
        Assert.False((await nobody.GetAsync(signed.Split('?')[0])).IsSuccessStatusCode);

        // New mail of one is no news to the other.
        await alex.ReceiveAsync(new Letter("Second confidential") { Text = "zanzibar again" });
        await Expect(alex.Screen.Row("Second confidential")).ToHaveCountAsync(1);
        await ben.ReceiveAsync(new Letter("For Ben alone"));
        await ben.Page.GotoAsync("/");
        await Expect(ben.Screen.Row("For Ben alone")).ToHaveCountAsync(1);
        await Expect(ben.Screen.Rows).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Pages_of_admins_are_closed_to_others()
    {
        var ben = await JoinAsync("Ben Okafor");
        await ben.Page.GotoAsync("/admin");
        await Expect(ben.Page.GetByText("You cannot open this page")).ToBeVisibleAsync();
        await Expect(ben.Page.Locator(".peopletable")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Disabled_person_loses_the_open_page_within_a_minute()
    {
        var ben = await JoinAsync("Ben Okafor");
        ben.Keep(new Letter("Holiday list"));
        await ben.ConnectAsync();
        await ben.Screen.OpenAsync("Holiday list");

        await World.People.GotoAsync("/admin");
        await World.People.GetByRole(AriaRole.Row).Filter(new() { HasText = ben.Email }).GetByRole(AriaRole.Button, new() { Name = "More for Ben Okafor" }).ClickAsync();
        await World.People.GetByRole(AriaRole.Menuitem, new() { Name = "Disable" }).ClickAsync();
        await World.People.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Disable", Exact = true }).ClickAsync();
        await Expect(World.People.Locator(".snack")).ToContainTextAsync("is disabled");

        await Expect(ben.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"), new() { Timeout = World.Patience });
        await Expect(ben.Page.Locator("body")).Not.ToContainTextAsync("Holiday list");
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(() => ben.Api.InboxAsync()));
        await ben.Page.GetByLabel("Email", new() { Exact = true }).FillAsync(ben.Email);
        await ben.Page.GetByLabel("Password").FillAsync(Person.Secret);
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(ben.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    private static async Task<HttpStatusCode> RefusedAsync(Func<Task> request) => (await Assert.ThrowsAsync<ProductRefusal>(request)).Status;
}

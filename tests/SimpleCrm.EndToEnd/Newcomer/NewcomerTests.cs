using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SimpleCrm.TestServers.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Newcomer;

/// <summary>The first minutes of somebody who has run the README's command and read what the console says.</summary>
[Collection(typeof(NewcomerGroup))]
public partial class NewcomerTests(NewcomerWorld world)
{
    [Fact]
    public async Task Demo_rep_finds_months_of_mail_and_sees_more_arrive_by_itself()
    {
        var page = await world.SignInAsync("rep");
        var screen = new MailScreen(page);
        await Expect(screen.Row("Pipeline review on Thursday")).ToBeVisibleAsync();
        await Expect(page.Locator(".nav")).ToContainTextAsync("Trade fair");
        var newest = await screen.Rows.First.GetAttributeAsync("data-id");

        await Expect(screen.Rows.First).Not.ToHaveAttributeAsync("data-id", newest!);
        await Expect(screen.Rows.First).ToHaveClassAsync(Unread());
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Demo_rep_finds_deals_and_whom_they_are_with()
    {
        var page = await world.SignInAsync("rep");
        await page.GotoAsync("/deals");
        await page.Locator(".column[data-name=Negotiation] .dealcard a").First.ClickAsync();
        await page.Locator(".rechead a.link").ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { NameRegex = PeopleName() }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = WriteName() }).First).ToBeVisibleAsync();
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Customer_answers_a_reply_in_its_thread()
    {
        var page = await world.SignInAsync("rep");
        var screen = new MailScreen(page);
        await screen.SearchAsync("subject:thank subject:visit");
        await screen.Row("Thank you for the visit").First.Locator("a[data-row]").ClickAsync();
        await Expect(screen.Reader.Locator("h1")).ToContainTextAsync("Thank you for the visit");
        await Expect(screen.Reader.Locator("section.mail").First).ToBeVisibleAsync();
        var before = await ThreadLengthAsync(page, screen);

        await screen.PressAsync("r");
        await Expect(screen.Composer.Locator(".edit")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("The board will like slide two.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(screen.Composer).ToHaveCountAsync(0);

        await Until.TrueAsync(async () => await ThreadLengthAsync(page, screen) == before + 2, TimeSpan.FromMilliseconds(World.Patience), () => "No answer joins the thread.");
        await Expect(screen.Reader.Locator("section.mail").Last.FrameLocator("iframe").Locator("body")).ToContainTextAsync("The board will like slide two.");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Second_mailbox_is_connected_on_the_consent_page_and_its_mail_shows()
    {
        var page = await world.SignInAsync("rep");
        await page.GotoAsync("/settings/mailboxes/connect");
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect Microsoft" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Microsoft");
        await page.GetByLabel("alex.winter@northwind-nordic.example").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();

        await page.WaitForURLAsync(url => url.StartsWith(world.Product.Address.ToString(), StringComparison.Ordinal) && url.Contains("consent=Connected", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
        await Expect(page.Locator(".mailboxcard")).ToHaveCountAsync(2);
        await page.GotoAsync("/");
        var own = page.Locator(".nav .folders").Filter(new() { HasText = "alex.winter@northwind-nordic.example" });
        await own.GetByRole(AriaRole.Link, new() { NameRegex = InboxName() }).ClickAsync();
        var screen = new MailScreen(page);
        await Expect(screen.Row("Pumps & Valves Weekly").First).ToBeVisibleAsync();

        // What Outlook has put aside is under a tab of its own, which the keyboard reaches.
        await page.Locator(".tab").Filter(new() { HasText = "Focused" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".tab[aria-current]")).ToHaveTextAsync("Focused");
        await Expect(screen.Rows.First).ToBeVisibleAsync();
        await Expect(screen.Row("Pumps & Valves Weekly")).ToHaveCountAsync(0);
        await page.Locator(".tab[aria-current]").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".tab[aria-current]")).ToHaveTextAsync("Other");
        await Expect(screen.Row("Pumps & Valves Weekly").First).ToBeVisibleAsync();
        await page.Context.DisposeAsync();
    }

    [Theory]
    [InlineData("gmail", """{"message":{"data":"@","messageId":"1"},"subscription":"projects/sandbox/subscriptions/gmail"}""", "Gmail with 0 parts was judged: 0 are good")]
    [InlineData("outlook", """{"value":[{"subscriptionId":"7d5f3c1e-0000-4000-8000-000000000001","clientState":"guessed","changeType":"created","resource":"me/messages"}]}""", "Outlook with 1 parts was judged: 0 are good")]
    public async Task Forged_webhook_is_taken_and_believed_in_nothing(string provider, string body, string verdict)
    {
        using var forger = new HttpClient { BaseAddress = world.Product.Address };
        var data = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"emailAddress":"{{world.Address("rep")}}","historyId":1}"""));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/email/webhooks/" + provider) { Content = new StringContent(body.Replace("@", data, StringComparison.Ordinal), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJlbWFpbCI6InB1c2hAc2FuZGJveC5pYW0uZ3NlcnZpY2VhY2NvdW50LmNvbSJ9.");
        using var answer = await forger.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await Until.TrueAsync(() => Task.FromResult(world.Product.Output.Contains(verdict, StringComparison.Ordinal)), TimeSpan.FromMilliseconds(World.Patience), () => $"The forged webhook was not judged.\n{world.Product.Output}");
        using var rep = await world.Product.SignInAsync(world.Address("rep"), world.Password);
        var mailboxes = await rep.StatusAsync();
        Assert.All(mailboxes, mailbox => Assert.True(mailbox is { State: "active" or "backfilling", LastError: null }, mailbox.ToString()));
    }

    // Some of a long thread is folded away into a count.
    private static async Task<int> ThreadLengthAsync(IPage page, MailScreen screen)
    {
        using var answer = System.Text.Json.JsonDocument.Parse((await (await page.Context.APIRequest.GetAsync($"/api/email/threads/{screen.OpenThreadId}")).TextAsync()));
        return answer.RootElement.GetProperty("emails").GetArrayLength();
    }

    [GeneratedRegex(@"\bun\b")]
    private static partial Regex Unread();

    [GeneratedRegex("^People")]
    private static partial Regex PeopleName();

    [GeneratedRegex(@"^Write to \S+@\S+\.example$")]
    private static partial Regex WriteName();

    [GeneratedRegex("^Inbox")]
    private static partial Regex InboxName();
}

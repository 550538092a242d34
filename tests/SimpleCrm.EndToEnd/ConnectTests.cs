using System.Net;
using Microsoft.Playwright;
using SimpleCrm.TestServers.Emails;
using SimpleCrm.TestServers.Product;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public class ConnectTests(World world) : EndToEndTest(world)
{
    private const int Many = 1_200;

    [Fact]
    public async Task Mailbox_is_connected_in_the_settings_and_its_import_watched()
    {
        var alex = await JoinAsync();
        var page = alex.Page;
        await World.Dovecot.SeedMaildirAsync(alex.Mail, "INBOX", new EmailGenerator(new EmailGeneratorOptions { SizeFactor = 0.1, Newest = TimeProvider.System.GetUtcNow().AddHours(-1) }).Generate(Many));
        alex.Keep(new Letter("The newest of all") { Text = "Readable at once." });

        await page.GotoAsync("/settings/mailboxes");
        await page.GetByRole(AriaRole.Link, new() { Name = "Connect a mailbox" }).First.ClickAsync();
        await page.GetByLabel("Email address").FillAsync(alex.Mail.Address);
        await page.GetByLabel("Password").FillAsync("not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter the servers yourself" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "Change" })).ClickAsync();
        await EnterServerAsync(page, "imap", World.Dovecot.Ports.Imap);
        await EnterServerAsync(page, "smtp", World.Postfix.SubmissionPort);
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();

        await Expect(page.Locator("#mailbox-password-note")).ToContainTextAsync("did not accept the user name or password");
        await Expect(page.GetByLabel("Email address")).ToHaveValueAsync(alex.Mail.Address);

        var progress = page.WaitForFunctionAsync(@"() => /\d of [\d,]+/.test(document.querySelector('.sync')?.innerText ?? '')", null, new() { PollingInterval = 20 });
        await page.GetByLabel("Password").FillAsync(alex.Mail.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();
        await Expect(page.Locator(".mailboxcard")).ToContainTextAsync(alex.Mail.Address);
        await progress;

        await page.GotoAsync("/");
        await alex.Screen.OpenAsync("The newest of all");
        await Expect(alex.Screen.Body()).ToContainTextAsync("Readable at once.");

        await Expect(page.Locator(".sync .state")).ToHaveTextAsync("live", new() { Timeout = 3 * World.Patience });
        var status = Assert.Single(await alex.Api.StatusAsync());
        Assert.Equal(Many + 1, status.Counts!.Local);
        Assert.Equal(Many + 1, status.Counts.Server);
    }

    [Fact]
    public async Task Wrong_password_by_the_API_names_its_field()
    {
        var alex = await JoinAsync();
        var connection = ImapConnection.To(World.Dovecot, World.Postfix, alex.Mail);
        var refusal = await Assert.ThrowsAsync<ProductRefusal>(() => alex.Api.ConnectAsync(connection with { Password = "not the password" }));
        Assert.Equal(HttpStatusCode.BadRequest, refusal.Status);
        Assert.Contains("\"password\":", refusal.Problem, StringComparison.Ordinal);
        Assert.Empty(await alex.Api.StatusAsync());

        var id = await alex.Api.ConnectAsync(connection);
        await alex.Api.StatusAsync(id, status => status.State == "active");
    }

    [Fact]
    public async Task Nobody_listening_is_said_at_the_port()
    {
        var alex = await JoinAsync();
        var page = alex.Page;
        await page.GotoAsync("/settings/mailboxes/connect");
        await page.GetByLabel("Email address").FillAsync(alex.Mail.Address);
        await page.GetByLabel("Password").FillAsync(alex.Mail.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter the servers yourself" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "Change" })).ClickAsync();
        await EnterServerAsync(page, "imap", SimpleCrm.TestServers.LoopbackPorts.Reserve());
        await EnterServerAsync(page, "smtp", World.Postfix.SubmissionPort);
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();
        await Expect(page.Locator("#imap-fault")).ToContainTextAsync("refuses connections on this port");
    }

    private static async Task EnterServerAsync(IPage page, string kind, int port)
    {
        await page.Locator($"#{kind}-host").FillAsync("127.0.0.1");
        await page.Locator($"#{kind}-port").FillAsync(port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.Locator($"#{kind}-security").SelectOptionAsync("None");
    }
}

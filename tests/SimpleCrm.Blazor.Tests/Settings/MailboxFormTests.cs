using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Settings;
using SimpleCrm.Blazor.Tests.Access;
using SimpleCrm.Mailboxes;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Settings;

public sealed class MailboxFormTests
{
    [Fact]
    public async Task A_known_providers_servers_and_advice_show_as_soon_as_the_address_is_entered()
    {
        await using var product = new Product();
        await using var page = await OpenPage.OfAsync(product, await product.AdminAsync());
        var form = page.Render<MailboxForm>();

        await form.Find("#address").ChangeAsync(new() { Value = "ada@gmail.com" });

        form.WaitForAssertion(() =>
        {
            Assert.Contains("imap.gmail.com", form.Markup, StringComparison.Ordinal);
            Assert.Contains("app password", form.Find(".note.info").TextContent, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Empty(form.FindAll("#imap-host"));
    }

    [Fact]
    public async Task Each_servers_fault_stands_at_its_own_field_and_nothing_is_saved()
    {
        await using var product = new Product();
        var viewer = await product.AdminAsync();
        await using var page = await OpenPage.OfAsync(product, viewer);
        long? connected = null;
        var form = page.Render<MailboxForm>(p => p.Add(f => f.Connected, id => connected = id));
        await form.Find("#address").ChangeAsync(new() { Value = "ada@gmail.com" });
        await form.WaitForElement(".note .link").ClickAsync(new());
        await form.Find("#mailbox-password").ChangeAsync(new() { Value = "secret" });
        await form.Find("#imap-host").ChangeAsync(new() { Value = "127.0.0.1" });
        await form.Find("#smtp-host").ChangeAsync(new() { Value = "127.0.0.1" });

        await form.Find("form").SubmitAsync();

        form.WaitForAssertion(() =>
        {
            Assert.Contains("incoming (IMAP) server is in a private network", form.Find("#imap-fault").TextContent, StringComparison.Ordinal);
            Assert.Contains("outgoing (SMTP) server is in a private network", form.Find("#smtp-fault").TextContent, StringComparison.Ordinal);
        }, TimeSpan.FromSeconds(20));
        Assert.Equal("true", form.Find("#imap-host").GetAttribute("aria-invalid"));
        Assert.Null(connected);
        Assert.Empty(await product.Services.GetRequiredService<MailboxAccounts>().ListAsync(viewer, default));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public async Task Polls_are_offered_from_5_to_15_minutes(int minutes, bool isOffered)
    {
        await using var product = new Product();
        await using var page = await OpenPage.OfAsync(product, await product.AdminAsync());
        var form = page.Render<MailboxForm>();
        await form.Find(".link").ClickAsync(new());

        Assert.Equal(isOffered, form.FindAll("#poll option").Any(o => o.GetAttribute("value") == minutes.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(100, 1000, 10.0, "about 2 minutes left")]
    [InlineData(990, 1000, 10.0, "a few seconds left")]
    [InlineData(0, 100000, 10.0, "about 3 hours left")]
    [InlineData(10, 1000, null, null)]
    [InlineData(1000, 1000, 10.0, null)]
    public void Time_left_follows_from_the_rate(int done, int total, double? rate, string? expected) => Assert.Equal(expected, MailboxWords.TimeLeft(new MailboxStatus
    {
        MailboxId = 1,
        Address = "ada@northwind.test",
        DisplayName = "",
        Provider = MailProvider.Imap,
        State = MailboxState.Backfilling,
        ProgressDone = done,
        ProgressTotal = total,
        ProgressRate = rate,
    }));
}

using MimeKit;
using SimpleCrm.TestServers.Dovecot;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public class LiveMailTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Delivered_email_appears_in_the_open_page_by_itself()
    {
        var alex = await JoinWithMailAsync(new Letter("Older news") { Date = TimeProvider.System.GetUtcNow().AddDays(-2) });
        await Expect(alex.Screen.Row("Older news")).ToBeVisibleAsync();

        await alex.ReceiveAsync(new Letter("Quote for twelve pumps") { Text = "Could you send the quote by Friday?" });

        await Expect(alex.Screen.Rows.First).ToContainTextAsync("Quote for twelve pumps");
        await Expect(alex.Screen.Rows.First).ToContainTextAsync("Claire Dubois");
        await Expect(alex.Screen.Rows.First).ToContainTextAsync("Could you send the quote by Friday?");
        await alex.Screen.ExpectUnreadAsync("Quote for twelve pumps", unread: true);
        await Expect(alex.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(@"^\(2\)"));
    }

    [Fact]
    public async Task Reply_reaches_the_recipient_and_Sent_once_and_the_answer_joins_the_open_thread()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var question = new Letter("Delivery in week 12") { From = $"Claire Dubois <{claire.Address}>", Text = "Can you deliver in week 12?" };
        var alex = await JoinWithMailAsync(question);
        await alex.Screen.OpenAsync("Delivery in week 12");
        await Expect(alex.Screen.Body()).ToContainTextAsync("Can you deliver in week 12?");

        await alex.Screen.PressAsync("r");
        await Expect(alex.Screen.Composer).ToContainTextAsync("Claire Dubois");
        await Expect(alex.Screen.Composer.Locator(".edit")).ToBeFocusedAsync();
        await alex.Page.Keyboard.TypeAsync("Yes, on Tuesday morning.");
        await alex.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(alex.Screen.Composer).ToHaveCountAsync(0);
        await Expect(alex.Screen.Reader.Locator("section.mail")).ToHaveCountAsync(2);
        await Expect(alex.Screen.Body(1)).ToContainTextAsync("Yes, on Tuesday morning.");

        var received = await OneAsync(claire, "INBOX", "Delivery in week 12");
        Assert.Equal("Re: Delivery in week 12", received.Subject);
        Assert.Equal(question.Id, received.InReplyTo);
        Assert.Equal([question.Id], received.References);
        Assert.Equal([new MailboxAddress("Alex Winter", alex.Mail.Address)], received.From);
        Assert.Equal(claire.Address, Assert.Single(received.To.Mailboxes).Address);
        Assert.Contains("Yes, on Tuesday morning.", received.TextBody, StringComparison.Ordinal);
        Assert.Contains("Yes, on Tuesday morning.", received.HtmlBody, StringComparison.Ordinal);

        await Expect(alex.Screen.Email(1).Locator(".chip.good")).ToHaveTextAsync("Sent");
        var filed = await OneAsync(alex.Mail, "Sent", "Delivery in week 12");
        Assert.Equal(received.MessageId, filed.MessageId);

        await alex.ReceiveAsync(new Letter("Re: Delivery in week 12") { From = $"Claire Dubois <{claire.Address}>", Text = "Tuesday is perfect.", After = [question.Id, received.MessageId!] });
        await Expect(alex.Screen.Reader.Locator("section.mail")).ToHaveCountAsync(3);
        await Expect(alex.Screen.Body(2)).ToContainTextAsync("Tuesday is perfect.");
        await Expect(alex.Screen.Row("Delivery in week 12")).ToHaveCountAsync(1);

        // Filed once, also after the folder was read again.
        await OneAsync(alex.Mail, "Sent", "Delivery in week 12");
    }

    private async Task<MimeMessage> OneAsync(DovecotUser user, string folder, string subject)
    {
        using var client = await OtherClient.OpenAsync(World.Dovecot, user);
        await client.WaitForAsync(folder, subject);
        return Assert.Single(await client.ReadAsync(folder, subject));
    }
}

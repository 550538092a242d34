using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using SimpleCrm.TestServers.Certificates;
using SimpleCrm.TestServers.Processes;
using SimpleCrm.TestServers.Smtp;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Servers;

public class ScriptedSmtpServerTests
{
    [Fact]
    public async Task Accepted_emails_are_in_the_ledger_as_sent()
    {
        await using var server = new ScriptedSmtpServer();
        using var client = await ConnectAsync(server);
        await client.AuthenticateAsync("rep@northwind.test", "anything");
        var email = Email(".leading dot\n..two dots\n");
        await client.SendAsync(email);
        var accepted = Assert.Single(server.Ledger);
        Assert.Equal(email.MessageId, accepted.MessageId);
        Assert.Equal("rep@northwind.test", accepted.User);
        Assert.Equal(["customer@mercier.example"], accepted.Recipients);
        Assert.Equal(".leading dot\n..two dots\n", ((TextPart)accepted.Message.Body!).Text.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(SmtpStep.Content)]
    [InlineData(SmtpStep.FinalDot)]
    [InlineData(SmtpStep.MailFrom)]
    public async Task Line_dropped_without_acceptance_leaves_the_ledger_empty(SmtpStep step)
    {
        await using var server = new ScriptedSmtpServer();
        server.On(step, SmtpReaction.Drop);
        using var client = await ConnectAsync(server);
        await Assert.ThrowsAnyAsync<Exception>(() => client.SendAsync(Email()));
        Assert.Empty(server.Ledger);
    }

    [Fact]
    public async Task Line_dropped_after_acceptance_leaves_the_client_in_doubt()
    {
        await using var server = new ScriptedSmtpServer();
        server.On(SmtpStep.FinalDot, SmtpReaction.AcceptAndDrop);
        using var client = await ConnectAsync(server);
        await Assert.ThrowsAnyAsync<Exception>(() => client.SendAsync(Email()));
        Assert.Single(server.Ledger);
    }

    [Fact]
    public async Task Reply_comes_only_when_released_but_the_email_is_accepted_before()
    {
        await using var server = new ScriptedSmtpServer();
        var release = new TaskCompletionSource();
        server.On(SmtpStep.FinalDot, SmtpReaction.Hold(release.Task));
        using var client = await ConnectAsync(server);
        var sending = client.SendAsync(Email());
        await Until.TrueAsync(() => server.Ledger.Count > 0, TimeSpan.FromSeconds(30), () => "Nothing is accepted.");
        Assert.False(sending.IsCompleted);
        release.SetResult();
        await sending;
    }

    [Theory]
    [InlineData(SmtpStep.RcptTo)]
    [InlineData(SmtpStep.Data)]
    [InlineData(SmtpStep.FinalDot)]
    public async Task Refused_once_is_accepted_the_second_time(SmtpStep step)
    {
        await using var server = new ScriptedSmtpServer();
        server.On(step, SmtpReaction.Refuse("451 4.7.1 greylisted"));
        using var client = await ConnectAsync(server);
        var refusal = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Email()));
        Assert.Equal(451, (int)refusal.StatusCode);
        Assert.Empty(server.Ledger);
        await client.SendAsync(Email());
        Assert.Single(server.Ledger);
    }

    [Fact]
    public async Task Tls_is_used_when_offered_and_missed_when_stripped()
    {
        await using var honest = new ScriptedSmtpServer { StartTls = CertificateKind.Good };
        using var encrypted = new SmtpClient { ServerCertificateValidationCallback = (_, _, _, _) => true };
        await encrypted.ConnectAsync(honest.Host, honest.Port, SecureSocketOptions.StartTls);
        await encrypted.SendAsync(Email());
        Assert.True(Assert.Single(honest.Ledger).Encrypted);

        await using var stripped = new ScriptedSmtpServer();
        using var client = new SmtpClient();
        await Assert.ThrowsAsync<NotSupportedException>(() => client.ConnectAsync(stripped.Host, stripped.Port, SecureSocketOptions.StartTls));
    }

    [Fact]
    public async Task Replies_may_have_lines_nobody_asked_for()
    {
        await using var server = new ScriptedSmtpServer();
        server.On(SmtpStep.FinalDot, SmtpReaction.AcceptWith("250-2.0.0 queued\r\n250-as 4711\r\n250 thank you"));
        using var client = await ConnectAsync(server);
        Assert.Contains("4711", await client.SendAsync(Email()), StringComparison.Ordinal);
        Assert.Single(server.Ledger);
    }

    private static async Task<SmtpClient> ConnectAsync(ScriptedSmtpServer server)
    {
        var client = new SmtpClient();
        await client.ConnectAsync(server.Host, server.Port, SecureSocketOptions.None);
        return client;
    }

    private static MimeMessage Email(string text = "As discussed.")
    {
        var message = new MimeMessage { Subject = "Offer", Body = new TextPart("plain") { Text = text } };
        message.From.Add(new MailboxAddress("Rep", "rep@northwind.test"));
        message.To.Add(new MailboxAddress("Customer", "customer@mercier.example"));
        return message;
    }
}

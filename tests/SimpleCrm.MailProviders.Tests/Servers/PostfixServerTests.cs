using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using SimpleCrm.TestServers.Certificates;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Postfix;
using SimpleCrm.TestServers.Processes;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Servers;

public sealed class PostfixServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private DovecotServer _dovecot = null!;
    private PostfixServer _postfix = null!;
    private DovecotUser _sender = null!;
    private DovecotUser _recipient = null!;

    public async ValueTask InitializeAsync()
    {
        _dovecot = await DovecotServer.StartAsync();
        _postfix = await PostfixServer.StartAsync(_dovecot, new PostfixOptions { MessageSizeLimit = 200_000 });
        _sender = _dovecot.AddUser("sender");
        _recipient = _dovecot.AddUser("recipient", "mercier.example");
    }

    public async ValueTask DisposeAsync()
    {
        await _postfix.DisposeAsync();
        await _dovecot.DisposeAsync();
    }

    [Fact]
    public async Task Submitted_email_reaches_the_recipient_and_nobody_else()
    {
        using var client = await LoginAsync();
        await client.SendAsync(Email(_recipient.Address, "stranger@elsewhere.example"));
        using var imap = await _dovecot.LoginAsync(_recipient);
        await imap.Inbox.OpenAsync(FolderAccess.ReadOnly);
        await Until.TrueAsync(async () =>
        {
            await imap.NoOpAsync();
            return imap.Inbox.Count > 0;
        }, Patience, () => "The Inbox stays empty.");
        var message = await imap.Inbox.GetMessageAsync(0);
        Assert.Equal("Offer", message.Subject);
        await EmptyQueueAsync();
        Assert.Contains("not delivered here", _postfix.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_sends_without_the_right_password()
    {
        using var client = new SmtpClient();
        await client.ConnectAsync(_postfix.Host, _postfix.SubmissionPort, SecureSocketOptions.None);
        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync(_sender.Address, "wrong"));
        await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Email(_recipient.Address)));
    }

    [Fact]
    public async Task Recipient_is_refused_with_the_given_words_as_often_as_asked()
    {
        _postfix.RefuseRecipient("nobody@mercier.example", "550 5.1.1 nobody of that name");
        _postfix.RefuseRecipient(_recipient.Address, "452 4.2.1 come back later", times: 1);
        using var client = await LoginAsync();
        var forGood = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Email("nobody@mercier.example")));
        Assert.Equal(SmtpStatusCode.MailboxUnavailable, forGood.StatusCode);
        Assert.Contains("5.1.1", forGood.Message, StringComparison.Ordinal);
        Assert.Contains("nobody of that name", forGood.Message, StringComparison.Ordinal);
        var forNow = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Email(_recipient.Address)));
        Assert.Equal(452, (int)forNow.StatusCode);
        await client.SendAsync(Email(_recipient.Address));
    }

    [Fact]
    public async Task Too_large_an_email_is_refused()
    {
        using var client = await LoginAsync();
        Assert.Equal(200_000u, client.MaxSize);
        var email = Email(_recipient.Address);
        email.Body = new TextPart("plain") { Text = new string('x', 250_000) };
        await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(email));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tls_is_offered_on_both_ports(bool wrapped)
    {
        using var client = new SmtpClient();
        client.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate!.Issuer == CertificateAuthority.Shared.Certificate.Subject;
        await client.ConnectAsync(
            _postfix.Host,
            wrapped ? _postfix.SubmissionsPort : _postfix.SubmissionPort,
            wrapped ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls);
        await client.AuthenticateAsync(_sender.Address, _sender.Password);
        Assert.True(client.IsSecure);
    }

    [Fact]
    public async Task Mail_waits_in_the_queue_while_dovecot_is_down()
    {
        using var client = await LoginAsync();
        await _dovecot.StopAsync();
        await client.SendAsync(Email(_recipient.Address));
        await Until.TrueAsync(() => _postfix.Log.Contains("status=deferred", StringComparison.Ordinal), Patience, () => "Nothing is deferred.");
        Assert.Equal(1, await _postfix.QueuedAsync());
        await _postfix.StopAsync();
        await _dovecot.StartAsync();
        await _postfix.StartAsync();
        await _postfix.FlushAsync();
        await EmptyQueueAsync();
        using var imap = await _dovecot.LoginAsync(_recipient);
        await imap.Inbox.OpenAsync(FolderAccess.ReadOnly);
        Assert.Equal(1, imap.Inbox.Count);
    }

    private Task EmptyQueueAsync() => Until.TrueAsync(async () => await _postfix.QueuedAsync() == 0, Patience, () => "Mail stays in the queue.");

    private async Task<SmtpClient> LoginAsync()
    {
        var client = new SmtpClient();
        await client.ConnectAsync(_postfix.Host, _postfix.SubmissionPort, SecureSocketOptions.None);
        await client.AuthenticateAsync(_sender.Address, _sender.Password);
        return client;
    }

    private MimeMessage Email(params string[] recipients)
    {
        var message = new MimeMessage { Subject = "Offer", Body = new TextPart("plain") { Text = "As discussed." } };
        message.From.Add(new MailboxAddress("Sender", _sender.Address));
        foreach (var recipient in recipients) message.To.Add(MailboxAddress.Parse(recipient));
        return message;
    }
}

using System.Text;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Postfix;
using SimpleCrm.TestServers.Processes;
using SimpleCrm.TestServers.Smtp;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Smtp;

public class SubmissionTests
{
    private const string Sender = "ada@northwind.test";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accepted_message_arrives_byte_for_byte()
    {
        await using var server = new ScriptedSmtpServer();
        var content = Encoding.UTF8.GetBytes(
            "From: Ada <ada@northwind.test>\r\nTo: bob@mercier.example\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nX-Odd:   kept   as is\r\nMessage-ID: <1@northwind.test>\r\n"
            + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=cut\r\n\r\npreamble\r\n--cut\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + ".\r\n.dots\r\n..more\r\nGrüße\r\n\r\n.\r\n--cut--\r\nepilogue\r\n");
        var result = await SendAsync(server, content, "bob@mercier.example");
        Assert.Equal(SendOutcome.Accepted, result.Outcome);
        Assert.Contains("queued", result.Reply, StringComparison.Ordinal);
        var email = Assert.Single(server.Ledger);
        Assert.Equal(Encoding.UTF8.GetString(content), Encoding.UTF8.GetString(email.Raw));
        Assert.Equal((Sender, "bob@mercier.example"), (email.Sender, Assert.Single(email.Recipients)));
        Assert.Equal(Sender, email.User);
    }

    [Fact]
    public async Task Lone_line_ends_cannot_smuggle_a_second_message()
    {
        await using var server = new ScriptedSmtpServer();
        var content = "From: a@northwind.test\r\nSubject: x\r\n\r\nHello\n.\nMAIL FROM:<evil@x.example>\r.\rRCPT\r\n"u8.ToArray();
        Assert.Equal(SendOutcome.Accepted, (await SendAsync(server, content, "bob@mercier.example")).Outcome);
        var raw = Encoding.ASCII.GetString(Assert.Single(server.Ledger).Raw);
        Assert.Equal("From: a@northwind.test\r\nSubject: x\r\n\r\nHello\r\n.\r\nMAIL FROM:<evil@x.example>\r\n.\r\nRCPT\r\n", raw);
    }

    public static TheoryData<SmtpStep, string?, SendOutcome, string> Replies => new()
    {
        { SmtpStep.Greeting, "421 4.3.2 closing", SendOutcome.NotSent, "" },
        { SmtpStep.Greeting, null, SendOutcome.NotSent, "" },
        { SmtpStep.Ehlo, null, SendOutcome.NotSent, "" },
        { SmtpStep.Auth, "535 5.7.8 bad password", SendOutcome.NotSent, "bad password" },
        { SmtpStep.MailFrom, "550 5.7.1 you may not", SendOutcome.Rejected, "you may not" },
        { SmtpStep.MailFrom, "451 4.3.0 later", SendOutcome.NotSent, "later" },
        { SmtpStep.MailFrom, null, SendOutcome.NotSent, "" },
        { SmtpStep.RcptTo, "550 5.1.1 nobody here", SendOutcome.Rejected, "nobody here" },
        { SmtpStep.RcptTo, "450 4.2.0 greylisted", SendOutcome.NotSent, "greylisted" },
        { SmtpStep.RcptTo, null, SendOutcome.NotSent, "" },
        { SmtpStep.Data, "554 5.5.1 no", SendOutcome.Rejected, "no" },
        { SmtpStep.Data, "452 4.3.1 full", SendOutcome.NotSent, "full" },
        { SmtpStep.Data, null, SendOutcome.NotSent, "" },
        { SmtpStep.FinalDot, "550 5.7.1 looks like spam", SendOutcome.Rejected, "looks like spam" },
        { SmtpStep.FinalDot, "451 4.3.0 try later", SendOutcome.NotSent, "try later" },
        { SmtpStep.FinalDot, null, SendOutcome.Unknown, "" },
    };

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task Outcome_follows_from_the_reply_at_each_step(SmtpStep step, string? reply, SendOutcome outcome, string words)
    {
        await using var server = new ScriptedSmtpServer();
        server.On(step, reply is null ? SmtpReaction.Drop : SmtpReaction.Refuse(reply));
        var result = await SendAsync(server, TestEmails.Simple("Outcome"), "bob@mercier.example");
        Assert.Equal(outcome, result.Outcome);
        Assert.Contains(words, result.Reply ?? "", StringComparison.Ordinal);
        Assert.Empty(server.Ledger);
        Assert.Equal(outcome == SendOutcome.NotSent, result.Problem is not null);
    }

    [Fact]
    public async Task Message_that_was_taken_before_the_line_broke_is_unknown()
    {
        await using var server = new ScriptedSmtpServer();
        server.On(SmtpStep.FinalDot, SmtpReaction.AcceptAndDrop);
        Assert.Equal(SendOutcome.Unknown, (await SendAsync(server, TestEmails.Simple("Lost reply"), "bob@mercier.example")).Outcome);
        Assert.Single(server.Ledger);
    }

    [Fact]
    public async Task Reply_that_never_comes_is_unknown()
    {
        await using var server = new ScriptedSmtpServer();
        var never = new TaskCompletionSource();
        server.On(SmtpStep.FinalDot, SmtpReaction.Hold(never.Task));
        var options = Accounts.Permissive();
        options.SubmissionTimeout = TimeSpan.FromSeconds(1);
        Assert.Equal(SendOutcome.Unknown, (await SendAsync(server, TestEmails.Simple("Silence"), options, "bob@mercier.example")).Outcome);
        never.SetResult();
    }

    [Fact]
    public async Task Line_that_breaks_within_a_large_message_sent_nothing()
    {
        await using var server = new ScriptedSmtpServer();
        server.On(SmtpStep.Content, SmtpReaction.Drop);
        var (content, _) = TestEmails.WithFile(8_000_000);
        var result = await SendAsync(server, content, "bob@mercier.example");
        Assert.Equal((SendOutcome.NotSent, MailboxProblem.ConnectionLost), (result.Outcome, result.Problem!.Value));
        Assert.Empty(server.Ledger);
    }

    [Fact]
    public async Task Refused_recipient_does_not_keep_the_others_from_getting_it()
    {
        await using var server = new ScriptedSmtpServer();
        server.On(SmtpStep.RcptTo, SmtpReaction.Refuse("550 5.1.1 nobody here"));
        var result = await SendAsync(server, TestEmails.Simple("Two"), "gone@mercier.example", "bob@mercier.example");
        Assert.Equal(SendOutcome.Accepted, result.Outcome);
        var (address, words) = Assert.Single(result.RejectedRecipients);
        Assert.Equal("gone@mercier.example", address);
        Assert.Contains("nobody here", words, StringComparison.Ordinal);
        Assert.Equal(["bob@mercier.example"], Assert.Single(server.Ledger).Recipients);
    }

    [Fact]
    public async Task Too_large_a_message_is_not_even_begun()
    {
        await using var server = new ScriptedSmtpServer { MessageSizeLimit = 100_000 };
        var (content, _) = TestEmails.WithFile(200_000);
        var result = await SendAsync(server, content, "bob@mercier.example");
        Assert.Equal(SendOutcome.Rejected, result.Outcome);
        Assert.Contains("at most 0.1 MB", result.Reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\r\nRCPT TO:<v@x.example>@mercier.example")]
    [InlineData("\"a\r\nRCPT TO:<v@x.example>\"@mercier.example")]
    [InlineData("bob@mercier.example> NOTIFY=NEVER")]
    [InlineData("bob")]
    public async Task Address_cannot_carry_a_command(string address)
    {
        await using var server = new ScriptedSmtpServer();
        var result = await SendAsync(server, TestEmails.Simple("Injection"), address);
        Assert.Equal(SendOutcome.Rejected, result.Outcome);
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData(true, SendOutcome.Accepted)]
    [InlineData(false, SendOutcome.Rejected)]
    public async Task International_address_needs_a_server_that_knows_them(bool known, SendOutcome outcome)
    {
        await using var server = new ScriptedSmtpServer { Extensions = known ? ["SMTPUTF8"] : [] };
        var result = await SendAsync(server, TestEmails.Simple("Umlaut"), "jürgen@mercier.example");
        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(known ? 1 : 0, server.Ledger.Count);
    }

    [Theory]
    [InlineData(10_240_000, 10_240_000L)]
    [InlineData(0, null)]
    public async Task Largest_message_is_learnt_at_connecting_and_at_sending(int said, long? limit)
    {
        await using var server = new ScriptedSmtpServer { MessageSizeLimit = said };
        Assert.Equal(limit, await Accounts.Provider(Accounts.Permissive()).AuthenticateAsync(Accounts.Connection(Sender, "secret", imapPort: 1, server.Port), MailServerSide.Outgoing, Token));
        Assert.Equal(limit, (await SendAsync(server, TestEmails.Simple("Small"), "bob@mercier.example")).SizeLimit);
    }

    [Fact]
    public async Task Real_server_takes_it_over_tls_and_delivers()
    {
        var user = new DovecotUser(Sender, "correct horse battery");
        await using var dovecot = await DovecotServer.StartAsync(user);
        await using var postfix = await PostfixServer.StartAsync(dovecot, new PostfixOptions { RequireTls = true });
        postfix.RefuseRecipient("gone@northwind.test", "550 5.1.1 nobody of this name");
        var options = Accounts.Permissive();
        options.TrustedCertificates = postfix.AuthorityFile;
        foreach (var (port, security) in new[] { (postfix.SubmissionPort, ConnectionSecurity.StartTls), (postfix.SubmissionsPort, ConnectionSecurity.Tls) })
        {
            var connection = Accounts.Connection(user.Address, user.Password, dovecot.Ports.Imap, port);
            connection = connection with { Smtp = connection.Smtp with { Security = security } };
            var message = new OutgoingMessage(TestEmails.Simple($"By {security}"), Sender, [Sender, "gone@northwind.test"]);
            var result = await Accounts.Provider(options).SendEmailAsync(connection, message, Token);
            Assert.Equal(SendOutcome.Accepted, result.Outcome);
            Assert.Contains("nobody of this name", result.RejectedRecipients["gone@northwind.test"], StringComparison.Ordinal);
        }
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot, user), Token);
        RemoteListing? inbox = null;
        await Until.TrueAsync(async () => (inbox = await session.ListEmailsAsync("INBOX", Token)).Emails.Count >= 2, TimeSpan.FromSeconds(30), () => "Not both arrive.");
        var subjects = (await session.FetchAllAsync("INBOX", [.. inbox!.Emails.Select(e => e.RemoteId)])).Select(e => e.Content!.Subject);
        Assert.Equal(["By StartTls", "By Tls"], subjects.Order());
    }

    private static Task<SendResult> SendAsync(ScriptedSmtpServer server, byte[] content, params string[] recipients) =>
        SendAsync(server, content, Accounts.Permissive(), recipients);

    private static Task<SendResult> SendAsync(ScriptedSmtpServer server, byte[] content, ImapOptions options, params string[] recipients) =>
        Accounts.Provider(options).SendEmailAsync(
            Accounts.Connection(Sender, "secret", imapPort: 1, server.Port), new OutgoingMessage(content, Sender, recipients), Token);
}

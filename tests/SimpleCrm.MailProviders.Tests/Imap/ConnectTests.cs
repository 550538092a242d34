using System.Net;
using System.Net.Sockets;
using System.Text;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using SimpleCrm.TestServers;
using SimpleCrm.TestServers.Certificates;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Proxy;
using SimpleCrm.TestServers.Smtp;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Imap;

public class ConnectTests(SharedDovecot dovecot)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wrong_password_is_told_with_the_servers_words()
    {
        var user = dovecot.TakeUser();
        var failure = await FailAsync(Accounts.Connection(dovecot.Server, user with { Password = "wrong" }));
        Assert.Equal(MailboxProblem.WrongPassword, failure.Problem);
        Assert.Equal(MailServerSide.Incoming, failure.Side);
        Assert.Contains("Authentication failed", failure.Detail, StringComparison.Ordinal);
        Assert.True(failure.NeedsPerson);
    }

    [Fact]
    public async Task Unknown_host_is_told() =>
        Assert.Equal(MailboxProblem.UnknownHost, (await FailAsync(Server("no-such-host.invalid", 993, ConnectionSecurity.Tls))).Problem);

    [Fact]
    public async Task Refused_connection_is_told() =>
        Assert.Equal(MailboxProblem.ConnectionRefused, (await FailAsync(Server("127.0.0.1", LoopbackPorts.Reserve(), ConnectionSecurity.Tls))).Problem);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Private_address_is_refused_unless_allowed(bool allowed)
    {
        var user = dovecot.TakeUser();
        var options = Accounts.Permissive();
        options.AllowPrivateNetworks = allowed;
        var connection = Accounts.Connection(dovecot.Server, user);
        if (allowed)
            await Accounts.Provider(options).AuthenticateAsync(connection, MailServerSide.Incoming, Token);
        else
            Assert.Equal(MailboxProblem.PrivateAddressNotAllowed, (await FailAsync(connection, options)).Problem);
    }

    [Fact]
    public async Task Password_is_not_sent_in_the_clear()
    {
        var user = dovecot.TakeUser();
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        var options = Accounts.Permissive();
        options.AllowUnencrypted = false;
        Assert.Equal(MailboxProblem.UnencryptedNotAllowed, (await FailAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), options)).Problem);
        Assert.Equal(0, proxy.Connections);
    }

    [Theory]
    [InlineData(ConnectionSecurity.Tls, CertificateKind.Good, null)]
    [InlineData(ConnectionSecurity.StartTls, CertificateKind.Good, null)]
    [InlineData(ConnectionSecurity.Tls, CertificateKind.WrongHost, "another host name")]
    [InlineData(ConnectionSecurity.StartTls, CertificateKind.WrongHost, "another host name")]
    [InlineData(ConnectionSecurity.Tls, CertificateKind.Expired, "expired")]
    public async Task Certificate_is_checked(ConnectionSecurity security, CertificateKind kind, string? reason)
    {
        var user = new DovecotUser("cert@northwind.test", "correct horse battery");
        await using var server = await DovecotServer.StartAsync(new DovecotOptions { Users = [user], Certificate = kind });
        var options = Accounts.Permissive();
        options.TrustedCertificates = server.AuthorityFile;
        var port = security == ConnectionSecurity.Tls ? server.Ports.Imaps : server.Ports.Imap;
        var connection = Server("127.0.0.1", port, security) with { UserName = user.Address };
        if (reason is null)
        {
            await Accounts.Provider(options).AuthenticateAsync(connection, MailServerSide.Incoming, Token);
            return;
        }
        var failure = await FailAsync(connection, options);
        Assert.Equal(MailboxProblem.BadCertificate, failure.Problem);
        Assert.Contains(reason, failure.Detail, StringComparison.Ordinal);
        options.AllowInvalidCertificates = true;
        await Accounts.Provider(options).AuthenticateAsync(connection, MailServerSide.Incoming, Token);
    }

    [Fact]
    public async Task Certificate_of_an_unknown_authority_is_refused()
    {
        var failure = await FailAsync(Server("127.0.0.1", dovecot.Server.Ports.Imaps, ConnectionSecurity.Tls));
        Assert.Equal(MailboxProblem.BadCertificate, failure.Problem);
        Assert.Contains("trusted authority", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_on_a_port_without_it_is_told() =>
        Assert.Equal(MailboxProblem.TlsNotOffered, (await FailAsync(Server("127.0.0.1", dovecot.Server.Ports.Imap, ConnectionSecurity.Tls))).Problem);

    [Theory]
    [InlineData("* OK ready\r\n", MailboxProblem.TlsNotOffered)]
    [InlineData("* OK [CAPABILITY IMAP4rev1] ready\r\n", MailboxProblem.TlsNotOffered)]
    [InlineData("* PREAUTH [CAPABILITY IMAP4rev1] welcome back\r\n", MailboxProblem.TlsNotOffered)]
    [InlineData("* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome back\r\n", MailboxProblem.TlsNotOffered)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", MailboxProblem.NotAMailServer)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", MailboxProblem.NotAMailServer)]
    [InlineData("* BYE [UNAVAILABLE] too many connections\r\n", MailboxProblem.ServerBusy)]
    [InlineData("", MailboxProblem.TimedOut)]
    public async Task Server_that_does_not_encrypt_first_never_sees_the_password(string greeting, MailboxProblem problem)
    {
        await using var server = new LineServer(greeting);
        var options = Accounts.Permissive();
        options.ConnectTimeout = TimeSpan.FromSeconds(2);
        var failure = await FailAsync(Server("127.0.0.1", server.Port, ConnectionSecurity.StartTls), options);
        Assert.DoesNotContain("secret", server.Received, StringComparison.Ordinal);
        Assert.DoesNotContain("LOGIN", server.Received, StringComparison.Ordinal);
        Assert.DoesNotContain("AUTHENTICATE", server.Received, StringComparison.Ordinal);
        Assert.Equal(problem, failure.Problem);
    }

    [Fact]
    public async Task Self_authenticated_session_is_refused_in_the_clear_too()
    {
        await using var server = new LineServer("* PREAUTH [CAPABILITY IMAP4rev1] welcome back\r\n");
        var failure = await FailAsync(Server("127.0.0.1", server.Port, ConnectionSecurity.None));
        Assert.Equal(MailboxProblem.TlsNotOffered, failure.Problem);
    }

    [Theory]
    [InlineData("NO [AUTHENTICATIONFAILED] no", "127.0.0.1", MailboxProblem.WrongPassword)]
    [InlineData("NO [UNAVAILABLE] later", "127.0.0.1", MailboxProblem.ServerBusy)]
    [InlineData("NO [LIMIT] too many logins", "127.0.0.1", MailboxProblem.ServerBusy)]
    [InlineData("NO [CONTACTADMIN] closed", "127.0.0.1", MailboxProblem.LoginDisabled)]
    [InlineData("NO [PRIVACYREQUIRED] encrypt first", "127.0.0.1", MailboxProblem.TlsNotOffered)]
    [InlineData("NO [ALERT] Application-specific password required", "127.0.0.1", MailboxProblem.WrongPassword)]
    public async Task Refused_login_is_understood_by_its_code(string answer, string host, MailboxProblem problem)
    {
        await using var server = new LineServer("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n", line => line.Split(' ')[0] + " " + answer + "\r\n");
        var failure = await FailAsync(Server(host, server.Port, ConnectionSecurity.None));
        Assert.Equal(problem, failure.Problem);
        Assert.Equal(1, server.Received.Split("AUTHENTICATE").Length - 1);
    }

    [Theory]
    [InlineData("imap.gmail.com", MailboxProblem.AppPasswordNeeded)]
    [InlineData("imap.mail.yahoo.com", MailboxProblem.AppPasswordNeeded)]
    [InlineData("imap.mail.me.com", MailboxProblem.AppPasswordNeeded)]
    [InlineData("outlook.office365.com", MailboxProblem.LoginDisabled)]
    public async Task Known_provider_asks_for_what_it_really_wants(string host, MailboxProblem problem)
    {
        await using var server = new LineServer("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n", line => line.Split(' ')[0] + " NO [AUTHENTICATIONFAILED] Invalid credentials\r\n");
        var provider = Accounts.Provider(resolve: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));
        var failure = await Assert.ThrowsAsync<MailboxAccessException>(
            () => provider.AuthenticateAsync(Server(host, server.Port, ConnectionSecurity.None), MailServerSide.Incoming, Token));
        Assert.Equal(problem, failure.Problem);
    }

    [Theory]
    [InlineData("535 5.7.8 bad", MailboxProblem.WrongPassword)]
    [InlineData("454 4.7.0 try later", MailboxProblem.ServerBusy)]
    [InlineData("534 5.7.9 Application-specific password required", MailboxProblem.AppPasswordNeeded)]
    [InlineData("535 5.7.139 Authentication unsuccessful, basic authentication is disabled", MailboxProblem.LoginDisabled)]
    public async Task Refused_login_for_sending_is_understood_by_its_code(string answer, MailboxProblem problem)
    {
        await using var server = new ScriptedSmtpServer();
        server.On(SmtpStep.Auth, SmtpReaction.Refuse(answer));
        var connection = Accounts.Connection("a@northwind.test", "secret", imapPort: 1, server.Port);
        var failure = await Assert.ThrowsAsync<MailboxAccessException>(() => Accounts.Provider().AuthenticateAsync(connection, MailServerSide.Outgoing, Token));
        Assert.Equal(problem, failure.Problem);
        Assert.Equal(MailServerSide.Outgoing, failure.Side);
        Assert.Contains(answer[4..], failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_server_without_starttls_never_sees_the_password()
    {
        await using var server = new ScriptedSmtpServer();
        var connection = Accounts.Connection("a@northwind.test", "secret", imapPort: 1, server.Port);
        connection = connection with { Smtp = connection.Smtp with { Security = ConnectionSecurity.StartTls } };
        var failure = await Assert.ThrowsAsync<MailboxAccessException>(() => Accounts.Provider().AuthenticateAsync(connection, MailServerSide.Outgoing, Token));
        Assert.Equal(MailboxProblem.TlsNotOffered, failure.Problem);
    }

    [Fact]
    public async Task Imap_port_given_for_sending_is_told()
    {
        var connection = Accounts.Connection("a@northwind.test", "secret", imapPort: 1, dovecot.Server.Ports.Imap);
        var failure = await Assert.ThrowsAsync<MailboxAccessException>(() => Accounts.Provider().AuthenticateAsync(connection, MailServerSide.Outgoing, Token));
        Assert.Equal(MailboxProblem.NotAMailServer, failure.Problem);
    }

    private static Task<MailboxAccessException> FailAsync(MailboxConnection connection, ImapOptions? options = null) =>
        Assert.ThrowsAsync<MailboxAccessException>(() => Accounts.Provider(options).AuthenticateAsync(connection, MailServerSide.Incoming, Token));

    private static MailboxConnection Server(string host, int port, ConnectionSecurity security) => Accounts.Connection("ada@northwind.test", "correct horse battery", port, 1) with
    {
        Imap = new ServerSettings { Host = host, Port = port, Security = security },
    };

    /// <summary>Says a greeting, then answers each line as told ("BAD" when not told), and remembers what it heard.</summary>
    private sealed class LineServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly StringBuilder _received = new();
        private readonly Task _serving;

        public LineServer(string greeting, Func<string, string>? answer = null)
        {
            _listener.Start();
            _serving = ServeAsync(greeting, answer ?? (line => line.Contains("CAPABILITY", StringComparison.Ordinal)
                ? $"* CAPABILITY IMAP4rev1\r\n{line.Split(' ')[0]} OK done\r\n"
                : $"{line.Split(' ')[0]} BAD no\r\n"));
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public string Received
        {
            get
            {
                lock (_received)
                    return _received.ToString();
            }
        }

        private async Task ServeAsync(string greeting, Func<string, string> answer)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                await stream.WriteAsync(Encoding.ASCII.GetBytes(greeting));
                using var reader = new StreamReader(stream, Encoding.Latin1);
                while (await reader.ReadLineAsync() is { } line)
                {
                    lock (_received)
                        _received.AppendLine(line);
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(answer(line)));
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
            {
            }
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Dispose();
            await _serving;
        }
    }
}

using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using SimpleCrm.TestServers.Certificates;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Emails;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Servers;

public class DovecotServerTests
{
    private static readonly byte[] Greeting = "From: a@mercier.example\r\nTo: b@northwind.test\r\nSubject: Hello\r\nMessage-ID: <hello@mercier.example>\r\n\r\nHello\r\n.dot first\r\n"u8.ToArray();

    [Fact]
    public async Task Delivered_email_is_seen_with_its_bytes()
    {
        await using var server = await DovecotServer.StartAsync();
        var user = server.AddUser();
        await server.DeliverAsync(user, Greeting);
        await server.DeliverAsync(user, Greeting);
        using var client = await server.LoginAsync(user);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        Assert.Equal(2, client.Inbox.Count);
        var message = await client.Inbox.GetMessageAsync(1);
        Assert.Equal("Hello\n.dot first\n", message.TextBody?.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Wrong_password_is_refused_and_a_changed_one_taken()
    {
        await using var server = await DovecotServer.StartAsync();
        var user = server.AddUser();
        server.ChangePassword(user, "another one");
        await Assert.ThrowsAsync<AuthenticationException>(() => server.LoginAsync(user));
        using var client = await server.LoginAsync(user with { Password = "another one" });
        Assert.True(client.IsAuthenticated);
    }

    [Theory]
    [InlineData(CertificateKind.Good, true)]
    [InlineData(CertificateKind.WrongHost, false)]
    [InlineData(CertificateKind.Expired, false)]
    public async Task Certificate_is_as_good_as_asked_for(CertificateKind kind, bool valid)
    {
        await using var server = await DovecotServer.StartAsync(new DovecotOptions { Certificate = kind });
        foreach (var (port, security) in new[] { (server.Ports.Imaps, SecureSocketOptions.SslOnConnect), (server.Ports.Imap, SecureSocketOptions.StartTls) })
        {
            using var client = new ImapClient();
            client.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                chain!.ChainPolicy.CustomTrustStore.Add(CertificateAuthority.Shared.Certificate);
                chain.ChainPolicy.TrustMode = System.Security.Cryptography.X509Certificates.X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.RevocationMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck;
                var named = !errors.HasFlag(System.Net.Security.SslPolicyErrors.RemoteCertificateNameMismatch);
                return chain.Build(new System.Security.Cryptography.X509Certificates.X509Certificate2(certificate!)) && named;
            };
            client.CheckCertificateRevocation = false;
            var attempt = client.ConnectAsync("localhost", port, security, TestContext.Current.CancellationToken);
            if (valid) await attempt;
            else await Assert.ThrowsAsync<SslHandshakeException>(() => attempt);
        }
    }

    [Fact]
    public async Task Special_folders_are_marked_or_not()
    {
        await using var marked = await DovecotServer.StartAsync(new DovecotOptions { Folders = DovecotFolder.German, Separator = '.' });
        using var client = await marked.LoginAsync(marked.AddUser());
        Assert.Equal("Gesendet", client.GetFolder(SpecialFolder.Sent)?.Name);
        Assert.Equal("Entwürfe", client.GetFolder(SpecialFolder.Drafts)?.Name);

        await using var unmarked = await DovecotServer.StartAsync(new DovecotOptions
        {
            Folders = DovecotFolder.Unmarked(DovecotFolder.German),
            Prefix = "INBOX.",
            Separator = '.',
            WithoutCapabilities = ["SPECIAL-USE"],
        });
        using var other = await unmarked.LoginAsync(unmarked.AddUser());
        Assert.False(other.Capabilities.HasFlag(ImapCapabilities.SpecialUse));
        var folders = await other.GetFoldersAsync(other.PersonalNamespaces[0]);
        Assert.Contains("INBOX.Papierkorb", folders.Select(folder => folder.FullName));
        Assert.DoesNotContain(folders, folder => folder.Attributes.HasFlag(FolderAttributes.Trash));
    }

    [Fact]
    public async Task Dropped_capabilities_are_not_advertised()
    {
        await using var server = await DovecotServer.StartAsync(new DovecotOptions { WithoutCapabilities = ["QRESYNC", "CONDSTORE", "MOVE", "UIDPLUS", "IDLE"] });
        using var client = await server.LoginAsync(server.AddUser());
        var dropped = ImapCapabilities.QuickResync | ImapCapabilities.CondStore | ImapCapabilities.Move | ImapCapabilities.UidPlus | ImapCapabilities.Idle;
        Assert.Equal(ImapCapabilities.None, client.Capabilities & dropped);
        Assert.True(client.Capabilities.HasFlag(ImapCapabilities.ESearch));
    }

    [Theory]
    [InlineData(MailStorage.Maildir)]
    [InlineData(MailStorage.Sdbox)]
    public async Task Data_ports_and_users_survive_a_restart(MailStorage storage)
    {
        await using var server = await DovecotServer.StartAsync(new DovecotOptions { Storage = storage });
        var user = server.AddUser();
        await server.DeliverAsync(user, Greeting);
        await server.RestartAsync();
        await server.DeliverAsync(user, Greeting);
        using var client = await server.LoginAsync(user);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        Assert.Equal(2, client.Inbox.Count);
    }

    [Fact]
    public async Task Seeded_folder_holds_the_emails_in_order_with_dates_and_flags()
    {
        await using var server = await DovecotServer.StartAsync();
        var user = server.AddUser();
        var emails = new EmailGenerator(new EmailGeneratorOptions { SizeFactor = 0.02 }).Generate(200).ToList();
        await server.SeedMaildirAsync(user, "Projekte/Größe", emails);
        using var client = await server.LoginAsync(user);
        var folder = await client.GetFolderAsync("Projekte/Größe");
        await folder.OpenAsync(FolderAccess.ReadOnly);
        var summaries = await folder.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Flags | MessageSummaryItems.Envelope | MessageSummaryItems.Size);
        Assert.Equal(emails.Select(email => email.MessageId), summaries.Select(summary => summary.Envelope!.MessageId!));
        Assert.Equal(emails.Select(email => email.Date), summaries.Select(summary => summary.InternalDate!.Value));
        Assert.Equal(emails.Select(email => email.IsRead), summaries.Select(summary => summary.Flags!.Value.HasFlag(MessageFlags.Seen)));
        Assert.Equal(emails.Select(email => (uint)email.Raw.Length), summaries.Select(summary => summary.Size!.Value));
        Assert.Equal(Enumerable.Range(1, 200).Select(uid => (uint)uid), summaries.Select(summary => summary.UniqueId.Id));
    }

    [Fact]
    public async Task Appended_bytes_are_noticed_by_an_open_connection()
    {
        await using var server = await DovecotServer.StartAsync();
        var user = server.AddUser();
        using var client = await server.LoginAsync(user);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        server.AppendRaw(user, "INBOX", "not \0 really an email\n\xff"u8, new DateTimeOffset(2025, 3, 1, 10, 0, 0, TimeSpan.Zero), "S");
        await client.NoOpAsync();
        Assert.Equal(1, client.Inbox.Count);
    }

    [Fact]
    public async Task Changed_uid_validity_gives_known_emails_other_uids()
    {
        await using var server = await DovecotServer.StartAsync();
        var user = server.AddUser();
        await server.SeedMaildirAsync(user, "INBOX", new EmailGenerator(new EmailGeneratorOptions { SizeFactor = 0.02 }).Generate(30));
        var (validity, before) = await ReadAsync(server, user);
        await server.DeliverAsync(user, Greeting);
        await server.ChangeUidValidityAsync(user, "INBOX");
        var (changed, after) = await ReadAsync(server, user);
        Assert.True(changed > validity);
        Assert.Equal(31, after.Count);
        Assert.All(before, pair => Assert.NotEqual(pair.Value, after[pair.Key]));
    }

    [Fact]
    public async Task Paused_server_accepts_and_stays_silent_until_resumed()
    {
        await using var server = await DovecotServer.StartAsync();
        var user = server.AddUser();
        using var client = await server.LoginAsync(user);
        server.Pause();
        var answer = client.NoOpAsync();
        Assert.False(answer.IsCompleted);
        server.Resume();
        await answer;
    }

    private static async Task<(uint Validity, Dictionary<string, uint> Uids)> ReadAsync(DovecotServer server, DovecotUser user)
    {
        using var client = await server.LoginAsync(user);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        var summaries = await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope);
        Assert.Equal(client.Inbox.Count, (await client.Inbox.SearchAsync(SearchQuery.All)).Count);
        return (client.Inbox.UidValidity, summaries.ToDictionary(summary => summary.Envelope!.MessageId!, summary => summary.UniqueId.Id));
    }
}

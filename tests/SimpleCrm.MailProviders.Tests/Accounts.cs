using System.Net;
using Microsoft.Extensions.Options;
using SimpleCrm.Mailboxes;
using SimpleCrm.MailProviders.Dialing;
using SimpleCrm.MailProviders.Imap;
using SimpleCrm.MailProviders.Smtp;
using SimpleCrm.Sync;
using SimpleCrm.TestServers.Dovecot;

namespace SimpleCrm.MailProviders.Tests;

/// <summary>The provider as the product makes it, and accounts on the servers of the tests.</summary>
internal static class Accounts
{
    /// <summary>Waits are short, so that tests of silence are.</summary>
    public static ImapOptions Permissive() => new()
    {
        AllowPrivateNetworks = true,
        AllowUnencrypted = true,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        AnswerTimeout = TimeSpan.FromSeconds(10),
    };

    public static ImapProvider Provider(ImapOptions? options = null, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        var wrapped = Options.Create(options ?? Permissive());
        var dialer = new MailDialer(wrapped, TimeProvider.System) { Resolve = resolve ?? Dns.GetHostAddressesAsync };
        var connector = new ImapConnector(dialer, wrapped);
        return new ImapProvider(connector, new SmtpSubmission(new SmtpConnector(dialer, wrapped)), new InboxWatch(connector, TimeProvider.System));
    }

    public static MailboxConnection Connection(DovecotServer server, DovecotUser user, int? imapPort = null) =>
        Connection(user.Address, user.Password, imapPort ?? server.Ports.Imap, smtpPort: 1);

    public static MailboxConnection Connection(string address, string password, int imapPort, int smtpPort) => new()
    {
        MailboxId = 1,
        Address = address,
        UserName = address,
        Imap = new ServerSettings { Host = "127.0.0.1", Port = imapPort, Security = ConnectionSecurity.None },
        Smtp = new ServerSettings { Host = "127.0.0.1", Port = smtpPort, Security = ConnectionSecurity.None },
        Credentials = new MailboxCredentials(password),
    };

    public static async Task<List<FetchedEmail>> FetchAllAsync(this IMailboxSession session, string folder, IReadOnlyList<string> ids)
    {
        var all = new List<FetchedEmail>();
        await foreach (var batch in session.FetchEmailsAsync(folder, ids, Xunit.TestContext.Current.CancellationToken))
            all.AddRange(batch);
        return all;
    }
}

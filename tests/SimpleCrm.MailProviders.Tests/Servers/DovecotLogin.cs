using MailKit.Net.Imap;
using MailKit.Security;
using SimpleCrm.TestServers.Dovecot;

namespace SimpleCrm.MailProviders.Tests.Servers;

internal static class DovecotLogin
{
    public static async Task<ImapClient> LoginAsync(this DovecotServer server, DovecotUser user, int? port = null)
    {
        var client = new ImapClient();
        try
        {
            await client.ConnectAsync(server.Host, port ?? server.Ports.Imap, SecureSocketOptions.None);
            await client.AuthenticateAsync(user.Address, user.Password);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}

using SimpleCrm.MailProviders.Tests.OAuth;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using SimpleCrm.TestServers;
using SimpleCrm.TestServers.Dovecot;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Imap;

public class OAuthDovecotTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dovecot_lets_a_good_token_in_and_a_stale_one_is_replaced()
    {
        await using var authorization = await AuthorizationServer.StartAsync();
        using var folder = new TemporaryFolder("oauth-dovecot");
        var settings = folder.Combine("oauth2.conf");
        await File.WriteAllTextAsync(settings, $"tokeninfo_url = {authorization.Address}/tokeninfo?access_token=\nusername_attribute = email\nactive_attribute = active\nactive_value = true\nintrospection_mode =\n", Token);
        var user = new DovecotUser("ada@northwind.test", "unused");
        await using var server = await DovecotServer.StartAsync(new DovecotOptions
        {
            Users = [user],
            ExtraConfiguration = $"auth_mechanisms = $auth_mechanisms xoauth2\npassdb {{\n  driver = oauth2\n  mechanisms = xoauth2\n  args = {settings}\n}}\n",
        });
        authorization.LiveTokens["fresh"] = user.Address;
        var asked = new List<string?>();
        var connection = Accounts.Connection(server, user) with
        {
            Credentials = new MailboxCredentials("") { OAuth = new OAuthTokens("stale", "r", DateTimeOffset.MaxValue, []) },
            AccessToken = (refused, _) =>
            {
                asked.Add(refused);
                return Task.FromResult(refused is null ? "stale" : "fresh");
            },
        };

        await using (var session = await Accounts.Provider().OpenAsync(connection, Token))
            Assert.Contains((await session.ListFoldersAsync(Token)).Folders, f => f.RemoteId == "INBOX");
        Assert.Equal([null, "stale"], asked);

        authorization.LiveTokens.Clear();
        var exception = await Assert.ThrowsAsync<MailboxAccessException>(() => Accounts.Provider().OpenAsync(connection, Token));
        Assert.True(exception.NeedsPerson);
    }
}

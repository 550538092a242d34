using MailKit.Security;
using SimpleCrm.MailProviders.Imap;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Imap;

public class TokenLoginTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refused_token_is_replaced_once_and_sent_as_XOAUTH2()
    {
        var sent = new List<string>();
        var refused = new List<string?>();
        Task<string> Source(string? token, CancellationToken cancellationToken)
        {
            refused.Add(token);
            return Task.FromResult($"token-{refused.Count}");
        }

        await Logins.WithTokenAsync(Source, "ada@northwind.test", mechanism =>
        {
            Assert.Equal("XOAUTH2", mechanism.MechanismName);
            sent.Add(System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(mechanism.Challenge(""))));
            return sent.Count == 1 ? throw new AuthenticationException("no") : Task.CompletedTask;
        }, Token);

        Assert.Equal([null, "token-1"], refused);
        Assert.Equal(["user=ada@northwind.test\u0001auth=Bearer token-1\u0001\u0001", "user=ada@northwind.test\u0001auth=Bearer token-2\u0001\u0001"], sent);
    }

    [Fact]
    public async Task Second_refusal_is_believed()
    {
        AccessTokenSource source = (_, _) => Task.FromResult("token");
        await Assert.ThrowsAsync<AuthenticationException>(() => Logins.WithTokenAsync(source, "ada", _ => throw new AuthenticationException("no"), Token));
    }

    [Fact]
    public async Task Withdrawn_consent_reaches_the_caller_as_it_is()
    {
        AccessTokenSource source = (_, _) => throw new MailboxAccessException(MailboxProblem.ConsentWithdrawn, null);
        var connection = Accounts.Connection("ada@northwind.test", "", 1, 1);
        var exception = await Assert.ThrowsAsync<MailboxAccessException>(() => Logins.WithTokenAsync(source, connection.UserName, _ => Task.CompletedTask, Token));
        Assert.True(exception.IsFinal);
    }
}

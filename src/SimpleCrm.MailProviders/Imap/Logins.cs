using System.Net;
using System.Text;
using MailKit.Security;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>Picks one way to log in: a wrong password tried by several mechanisms in turn can lock an account.</summary>
internal static class Logins
{
    private static readonly string[] UnderTls = ["PLAIN", "LOGIN", "SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5"];
    private static readonly string[] InTheClear = ["SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN"];

    /// <summary>Logs in with an access token (XOAUTH2); one that the server refuses is replaced once.</summary>
    public static async Task WithTokenAsync(AccessTokenSource source, string userName, Func<SaslMechanism, Task> authenticate, CancellationToken cancellationToken)
    {
        var token = await source(null, cancellationToken);
        try
        {
            await authenticate(new SaslMechanismOAuth2(userName, token));
        }
        catch (AuthenticationException)
        {
            await authenticate(new SaslMechanismOAuth2(userName, await source(token, cancellationToken)));
        }
    }

    public static SaslMechanism? Choose(HashSet<string> offered, NetworkCredential login, bool isEncrypted)
    {
        foreach (var name in isEncrypted ? UnderTls : InTheClear)
        {
            if (!offered.Contains(name))
                continue;
            return name switch
            {
                "PLAIN" => new SaslMechanismPlain(Encoding.UTF8, login),
                "LOGIN" => new SaslMechanismLogin(Encoding.UTF8, login),
                "SCRAM-SHA-256" => new SaslMechanismScramSha256(login),
                "SCRAM-SHA-1" => new SaslMechanismScramSha1(login),
                _ => new SaslMechanismCramMd5(login),
            };
        }
        return null;
    }
}

using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Postfix;

namespace SimpleCrm.TestServers.Product;

/// <summary>The body of <c>POST /api/email/connect</c> for an IMAP mailbox.</summary>
public sealed record ImapConnection(string Address, string Username, string Password, MailServerAddress Imap, MailServerAddress Smtp)
{
    public string Provider { get; } = "imap";

    public string? DisplayName { get; init; }

    /// <summary>A user of the private servers, without TLS.</summary>
    public static ImapConnection To(DovecotServer dovecot, PostfixServer postfix, DovecotUser user) => new(
        user.Address,
        user.Address,
        user.Password,
        new MailServerAddress(dovecot.Host, dovecot.Ports.Imap),
        new MailServerAddress(postfix.Host, postfix.SubmissionPort));
}

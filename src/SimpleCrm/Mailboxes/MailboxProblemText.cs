using SimpleCrm.Sync;

namespace SimpleCrm.Mailboxes;

/// <summary>Says what is wrong with a mailbox: what happened, and what to do.</summary>
public static class MailboxProblemText
{
    /// <param name="problem">What is wrong.</param>
    /// <param name="side">Which server it is about; null means the incoming one.</param>
    /// <param name="detail">The server's own words, added where they help.</param>
    /// <param name="provider">The kind of account.</param>
    public static string Of(MailboxProblem problem, MailServerSide? side, string? detail, MailProvider provider = MailProvider.Imap)
    {
        var server = ProviderTraits.Of(provider).HasConsent ? "provider" : side == MailServerSide.Outgoing ? "outgoing (SMTP) server" : "incoming (IMAP) server";
        var text = problem switch
        {
            MailboxProblem.WrongPassword => $"The {server} did not accept the user name or password. Check both and enter the password again.",
            MailboxProblem.AppPasswordNeeded =>
                $"The {server} did not accept the password. This provider wants an app password: make one in the security settings of your account there, and enter it here.",
            MailboxProblem.UnknownHost => $"No {server} was found under this name. Check the host name for typing mistakes.",
            MailboxProblem.ConnectionRefused => $"The {server} refuses connections on this port. Check the port: usual are {(side == MailServerSide.Outgoing ? "465 with TLS or 587 with STARTTLS" : "993 with TLS or 143 with STARTTLS")}.",
            MailboxProblem.TimedOut => $"The {server} did not answer in time. Check host name and port; if they are right, try again in a few minutes.",
            MailboxProblem.TlsNotOffered => $"The {server} offers no encryption in this way on this port. Choose another kind of security, or the port that belongs to it.",
            MailboxProblem.BadCertificate => $"The certificate of the {server} is not valid, so the password was not sent. Check the host name, or ask the server's administrator to mend the certificate.",
            MailboxProblem.UnencryptedNotAllowed => $"The connection to the {server} would not be encrypted, which is not allowed here. Choose TLS or STARTTLS.",
            MailboxProblem.PrivateAddressNotAllowed => $"The {server} is in a private network, which is not allowed here. Use the server's public name, or ask your administrator to allow private networks.",
            MailboxProblem.LoginDisabled => $"The {server} does not allow signing in with a password for this account. Turn on {(side == MailServerSide.Outgoing ? "SMTP" : "IMAP")} access in the account's settings, or ask its administrator.",
            MailboxProblem.NotAMailServer => $"What answers under this name and port is not an {(side == MailServerSide.Outgoing ? "SMTP" : "IMAP")} server. Check host name and port.",
            MailboxProblem.ServerError => $"The {server} answered with an error. It is tried again by itself.",
            MailboxProblem.ServerBusy => $"The {server} is busy or wants to be asked less often. It is tried again by itself.",
            MailboxProblem.ConnectionLost => $"The connection to the {server} was lost. It is tried again by itself.",
            MailboxProblem.ConsentWithdrawn => "The provider no longer lets this product into the mailbox: the permission was withdrawn, or the password was changed. Connect it again; its emails are kept.",
            MailboxProblem.ScopesMissing => "Not every permission that is needed was given. Connect the mailbox again and leave all boxes ticked.",
            MailboxProblem.RateLimited => "The provider wants to be asked less often for now. It goes on by itself.",
            MailboxProblem.FoldersUnreadable => "The server's folders could not be read. Nothing was deleted here; it is tried again by itself.",
            MailboxProblem.ServerFull => "The account has no space left at the server. Delete emails there, or get more space.",
            MailboxProblem.DiskFull => "The disk of this product's server is full, so syncing is paused. Nothing is lost; it goes on by itself when there is space.",
            MailboxProblem.DatabaseBusy => "The database of this product was locked for too long. It is tried again by itself.",
            _ => "Something went wrong inside this product. It is tried again by itself; if it stays, tell your administrator.",
        };
        return string.IsNullOrWhiteSpace(detail) ? text : $"{text} The server said: “{detail.Trim()}”";
    }

    /// <summary>The field of the settings form that a problem is about.</summary>
    internal static string FieldOf(MailboxProblem problem, MailServerSide side)
    {
        var server = side == MailServerSide.Outgoing ? "smtp" : "imap";
        return problem switch
        {
            MailboxProblem.WrongPassword or MailboxProblem.AppPasswordNeeded or MailboxProblem.LoginDisabled => "password",
            MailboxProblem.ConnectionRefused or MailboxProblem.NotAMailServer => $"{server}.port",
            MailboxProblem.TlsNotOffered or MailboxProblem.BadCertificate or MailboxProblem.UnencryptedNotAllowed => $"{server}.security",
            _ => $"{server}.host",
        };
    }
}

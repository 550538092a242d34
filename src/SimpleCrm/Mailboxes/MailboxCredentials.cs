namespace SimpleCrm.Mailboxes;

/// <summary>The secrets of a mailbox. Held in memory only while needed; stored encrypted, never logged.</summary>
/// <param name="ImapPassword">Password or app password for reading.</param>
/// <param name="SmtpPassword">Password for sending; null means the same.</param>
/// <param name="SmtpUserName">Login name for sending; null means the same as for reading.</param>
public sealed record MailboxCredentials(string ImapPassword, string? SmtpPassword = null, string? SmtpUserName = null)
{
    /// <summary>Set for mailboxes connected by consent; the passwords are then empty.</summary>
    public OAuthTokens? OAuth { get; init; }

    /// <summary>Says nothing, so that no log can.</summary>
    public override string ToString() => nameof(MailboxCredentials);
}

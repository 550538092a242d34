using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>All a provider needs to reach an account.</summary>
public sealed record MailboxConnection
{
    public required long MailboxId { get; init; }
    public required string Address { get; init; }
    public required string UserName { get; init; }
    public required ServerSettings Imap { get; init; }
    public required ServerSettings Smtp { get; init; }
    public required MailboxCredentials Credentials { get; init; }

    /// <summary>For mailboxes connected by consent; null for those with passwords.</summary>
    public AccessTokenSource? AccessToken { get; init; }
}

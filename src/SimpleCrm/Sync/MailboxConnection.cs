using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>All a provider needs to reach an account.</summary>
public sealed record MailboxConnection
{
    /// <summary>The mailbox; 0 while it is being tried before it is saved.</summary>
    public required long MailboxId { get; init; }

    /// <summary>The address it sends from.</summary>
    public required string Address { get; init; }

    /// <summary>Login name for reading, and for sending unless <see cref="Credentials"/> names another.</summary>
    public required string UserName { get; init; }
    public required ServerSettings Imap { get; init; }
    public required ServerSettings Smtp { get; init; }

    /// <summary>Decrypted; not to be kept longer than the connection.</summary>
    public required MailboxCredentials Credentials { get; init; }

    /// <summary>For mailboxes connected by consent; null for those with passwords.</summary>
    public AccessTokenSource? AccessToken { get; init; }
}

using SimpleCrm.Access;

namespace SimpleCrm.Mailboxes;

/// <summary>A connected account (IMAP/SMTP, Gmail or Outlook).</summary>
public sealed class Mailbox
{
    public long Id { get; set; } = RowId.Next();
    public long OwnerId { get; set; }
    public MailProvider Provider { get; set; }
    public string Address { get; set; } = "";

    /// <summary>The name shown as the sender of its emails.</summary>
    public string DisplayName { get; set; } = "";

    public MailboxState State { get; set; }

    /// <summary>Login name at the server; secrets are in <see cref="CredentialsCipher"/>.</summary>
    public string UserName { get; set; } = "";
    public ServerSettings Imap { get; set; } = new();
    public ServerSettings Smtp { get; set; } = new();

    /// <summary>Encrypted <see cref="MailboxCredentials"/>; empty once disconnected.</summary>
    public byte[] CredentialsCipher { get; set; } = [];

    /// <summary>Counts changes of the credentials, so that none overwrites another.</summary>
    public int CredentialsVersion { get; set; }

    /// <summary>Bytes of the largest message its sending server said it takes, when it was last spoken to; null when it says nothing.</summary>
    public long? SizeLimit { get; set; }

    /// <summary>The owner has not been told yet that they must connect again.</summary>
    public bool IsReconnectNoticeDue { get; set; }

    /// <summary>Where the provider's list of contacts was last read to; null for the beginning.</summary>
    public string? ContactsCursor { get; set; }

    /// <summary>When contacts are read next; null for at once.</summary>
    public DateTime? ContactsDueAt { get; set; }

    /// <summary>Minutes between polls, 5 to 15.</summary>
    public int PollMinutes { get; set; } = 5;

    public DateTime CreatedAt { get; set; }
    public DateTime? LastSyncedAt { get; set; }
    public DateTime? NextPollAt { get; set; }
    public DateTime? RetryAt { get; set; }
    public int FailedRuns { get; set; }

    /// <summary>What is wrong, as a <see cref="MailboxProblem"/>; null when nothing is.</summary>
    public MailboxProblem? Problem { get; set; }

    /// <summary>The server's own words about it, shortened, without secrets.</summary>
    public string? ProblemDetail { get; set; }

    /// <summary>Emails of the running backfill that are stored, and how many there are to store.</summary>
    public int ProgressDone { get; set; }
    public int ProgressTotal { get; set; }

    /// <summary>The mailbox's share of the search index; 0 until its first email is indexed. Set by the indexer alone.</summary>
    public int SearchPartition { get; set; }

    /// <summary>Disconnected with its emails to be deleted, since this time; invisible, and gone when all of them are.</summary>
    public DateTime? DeletionRequestedAt { get; set; }

    /// <summary>How much others see of its emails where these belong to records; its owner decides.</summary>
    public SharingLevel Sharing { get; set; }

    /// <summary>Who these others are.</summary>
    public SharingAudience SharedWith { get; set; }

    public DateTime? AuditedAt { get; set; }
    public int AuditServerCount { get; set; }
    public int AuditLocalCount { get; set; }
}

namespace SimpleCrm.Mail;

/// <summary>One message, stored once however many folders or labels it is in. Bodies are in <see cref="EmailBody"/>.</summary>
public sealed class Email
{
    public long Id { get; set; } = RowId.Next();
    public long MailboxId { get; set; }
    public long ThreadId { get; set; }

    /// <summary>The provider's message id (Gmail, Outlook); null for IMAP, where placements carry ids.</summary>
    public string? ExternalId { get; set; }

    /// <summary>RFC 5322 Message-ID without angle brackets; null when absent.</summary>
    public string? MessageId { get; set; }

    /// <summary>SHA-256 over what a move cannot change (Message-ID, date, sender, subject); finds the email again after a move or a new UIDVALIDITY.</summary>
    public byte[] IdentityHash { get; set; } = [];

    public string FromAddress { get; set; } = "";
    public string FromName { get; set; } = "";

    /// <summary>To, Cc, Bcc, Reply-To and Sender as JSON (<see cref="EmailPeople"/>).</summary>
    public string PeopleJson { get; set; } = "{}";
    public string Subject { get; set; } = "";
    public string Snippet { get; set; } = "";

    /// <summary>The Date header in UTC; null when missing or unreadable.</summary>
    public DateTime? SentAt { get; set; }

    /// <summary>When the server received it (IMAP INTERNALDATE), UTC.</summary>
    public DateTime ReceivedAt { get; set; }

    /// <summary>What lists sort by: ReceivedAt, or SentAt where it is believable and earlier by less than a week.</summary>
    public DateTime SortAt { get; set; }

    public EmailDirection Direction { get; set; }
    public EmailStatus Status { get; set; }
    public bool IsRead { get; set; }
    public bool IsStarred { get; set; }
    public bool IsAnswered { get; set; }

    /// <summary>Names of the provider's categories (Outlook), one a line; empty when it has none.</summary>
    public string Categories { get; set; } = "";

    /// <summary>The provider's judgement of it in the inbox; null where the provider has no such state.</summary>
    public InboxFocus? Focus { get; set; }
    public bool HasAttachments { get; set; }
    public bool IsAutoReply { get; set; }

    /// <summary>Somebody takes part whose mail is never shared, as the lists are now.</summary>
    public bool IsProtected { get; set; }

    /// <summary>Whether it tells what became of an email sent from here.</summary>
    public ReportState Report { get; set; }
    public long Size { get; set; }
    public string? InReplyTo { get; set; }

    /// <summary>Space-separated Message-IDs of the References header, oldest first, shortened.</summary>
    public string References { get; set; } = "";
    public string? ListId { get; set; }

    /// <summary>The outbox row this email came from, found by our own header.</summary>
    public long? OutgoingEmailId { get; set; }

    /// <summary>What was odd about the message ("unknown-charset", "depth-limit"), comma separated.</summary>
    public string Warnings { get; set; } = "";

    /// <summary>No placement is left since this time; it is deleted when a full round of folders has not found it again.</summary>
    public DateTime? OrphanedAt { get; set; }

    /// <summary>The body's text is not in the search index yet.</summary>
    public bool IsUnindexed { get; set; } = true;

    /// <summary>Its row in the search index, ascending by time within the mailbox; null until indexed. Set by the indexer alone.</summary>
    public long? SearchKey { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
    public DateTime SyncedAt { get; set; }
}

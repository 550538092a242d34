namespace SimpleCrm.Mail;

/// <summary>An email as the API's list shows it: its fields less the bodies.</summary>
public sealed record EmailItem
{
    public required long Id { get; init; }
    public required long MailboxId { get; init; }
    public required long ThreadId { get; init; }
    public string? MessageId { get; init; }
    public string? InReplyTo { get; init; }
    public required EmailAddress From { get; init; }
    public required IReadOnlyList<EmailAddress> To { get; init; }
    public required IReadOnlyList<EmailAddress> Cc { get; init; }
    public required IReadOnlyList<EmailAddress> Bcc { get; init; }
    public required string Subject { get; init; }
    public required string Snippet { get; init; }
    public DateTime? SentAt { get; init; }
    public required DateTime ReceivedAt { get; init; }
    public required EmailDirection Direction { get; init; }
    public required EmailStatus Status { get; init; }
    public required bool IsRead { get; init; }
    public required bool IsStarred { get; init; }
    public required bool HasAttachments { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }
    public required DateTime SyncedAt { get; init; }
}

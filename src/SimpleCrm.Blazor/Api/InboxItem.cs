using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Api;

/// <summary>An email in a list: its fields less the bodies.</summary>
public record InboxItem
{
    public required string Id { get; init; }

    /// <summary>RFC 5322 Message-ID without angle brackets.</summary>
    public string? ExternalId { get; init; }
    public required string ThreadId { get; init; }
    public required string MailboxId { get; init; }
    public required string UserId { get; init; }
    public required MailProvider Provider { get; init; }
    public required EmailAddress From { get; init; }
    public required IReadOnlyList<EmailAddress> To { get; init; }
    public required IReadOnlyList<EmailAddress> Cc { get; init; }
    public required IReadOnlyList<EmailAddress> Bcc { get; init; }
    public required string Subject { get; init; }
    public required string Snippet { get; init; }
    public DateTime? SentAt { get; init; }
    public required DateTime ReceivedAt { get; init; }

    /// <summary>"inbound" or "outbound".</summary>
    public required EmailDirection Direction { get; init; }

    /// <summary>"draft", "sent", "delivered" or "failed".</summary>
    public required EmailStatus Status { get; init; }
    public bool IsRead { get; init; }
    public bool IsStarred { get; init; }
    public bool HasAttachments { get; init; }
    public IReadOnlyList<string> ContactIds { get; init; } = [];
    public IReadOnlyList<string> LeadIds { get; init; } = [];
    public IReadOnlyList<string> DealIds { get; init; } = [];
    public string? ActivityId { get; init; }
    public bool Opened { get; init; }
    public DateTime? OpenedAt { get; init; }
    public IReadOnlyList<string> ClickedLinks { get; init; } = [];
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    public DateTime SyncedAt { get; init; }
}

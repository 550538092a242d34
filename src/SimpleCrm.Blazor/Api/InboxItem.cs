using SimpleCrm.Links;
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

    /// <summary>Whose mailbox it is.</summary>
    public required string UserId { get; init; }
    public required MailProvider Provider { get; init; }
    public required EmailAddress From { get; init; }
    public required IReadOnlyList<EmailAddress> To { get; init; }
    public required IReadOnlyList<EmailAddress> Cc { get; init; }
    public required IReadOnlyList<EmailAddress> Bcc { get; init; }
    public required string Subject { get; init; }

    /// <summary>First words of the sender's own text, at most 200 characters.</summary>
    public required string Snippet { get; init; }

    /// <summary>The Date header, UTC; null when missing or unreadable.</summary>
    public DateTime? SentAt { get; init; }

    /// <summary>When the mail server received it, UTC.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>"inbound" or "outbound".</summary>
    public required EmailDirection Direction { get; init; }

    /// <summary>"draft", "sent", "delivered" or "failed".</summary>
    public required EmailStatus Status { get; init; }
    public bool IsRead { get; init; }
    public bool IsStarred { get; init; }

    /// <summary>It has files besides those shown within the body.</summary>
    public bool HasAttachments { get; init; }

    /// <summary>The records it belongs to.</summary>
    public IReadOnlyList<string> ContactIds { get; init; } = [];
    public IReadOnlyList<string> CompanyIds { get; init; } = [];
    public IReadOnlyList<string> LeadIds { get; init; } = [];
    public IReadOnlyList<string> DealIds { get; init; } = [];

    /// <summary>Its activity; null when it belongs to no record.</summary>
    public string? ActivityId { get; init; }

    /// <summary>Tracking is not available yet: neither are the fields down to <see cref="ClickedLinks"/>.</summary>
    public bool Opened { get; init; }
    public DateTime? OpenedAt { get; init; }
    public IReadOnlyList<string> ClickedLinks { get; init; } = [];
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    public DateTime SyncedAt { get; init; }

    /// <summary>The same with the records that it belongs to.</summary>
    internal static T With<T>(T item, IEnumerable<RecordReference> records) where T : InboxItem
    {
        var ids = records.ToLookup(r => r.Kind, r => ApiIds.Text(r.Id));
        return item with
        {
            ContactIds = [.. ids[RecordKind.Contact]],
            CompanyIds = [.. ids[RecordKind.Company]],
            LeadIds = [.. ids[RecordKind.Lead]],
            DealIds = [.. ids[RecordKind.Deal]],
            ActivityId = ids.Count > 0 ? item.Id : null,
        };
    }
}

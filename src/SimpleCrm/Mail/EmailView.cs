using SimpleCrm.Meetings;
using SimpleCrm.Outbox;

namespace SimpleCrm.Mail;

/// <summary>An email as it is read, without its body.</summary>
public sealed record EmailView
{
    public required long Id { get; init; }
    public required long ThreadId { get; init; }
    public required long MailboxId { get; init; }
    public required EmailAddress From { get; init; }
    public EmailAddress? Sender { get; init; }
    public required IReadOnlyList<EmailAddress> To { get; init; }
    public required IReadOnlyList<EmailAddress> Cc { get; init; }
    public required IReadOnlyList<EmailAddress> Bcc { get; init; }
    public required IReadOnlyList<EmailAddress> ReplyTo { get; init; }
    public required string Subject { get; init; }
    public required string Snippet { get; init; }

    /// <summary>RFC 5322 Message-ID without angle brackets; null when the email has none.</summary>
    public string? MessageId { get; init; }
    public string? InReplyTo { get; init; }

    /// <summary>The Date header; null when missing or unreadable.</summary>
    public DateTime? SentAt { get; init; }
    public required DateTime ReceivedAt { get; init; }
    public required EmailDirection Direction { get; init; }
    public required EmailStatus Status { get; init; }
    public bool IsRead { get; init; }
    public bool IsStarred { get; init; }
    public bool IsAnswered { get; init; }

    /// <summary>Names of the provider's categories (Outlook).</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The provider's judgement of it in the inbox; null where the provider has no such state.</summary>
    public InboxFocus? Focus { get; init; }

    /// <summary>Bytes of the whole message.</summary>
    public long Size { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    public DateTime SyncedAt { get; init; }

    /// <summary>Every part that is not the displayed body, inline pictures included.</summary>
    public required IReadOnlyList<AttachmentView> Attachments { get; init; }

    /// <summary>The meeting it is about; null for nearly every email.</summary>
    public MeetingView? Meeting { get; init; }

    /// <summary>Remote pictures the HTML body asks for, about; the exact number is in the <see cref="EmailDocument"/>.</summary>
    public int RemoteImages { get; init; }

    /// <summary>The viewer has allowed remote pictures for this email or its sender.</summary>
    public bool RemoteImagesAllowed { get; init; }

    /// <summary>Short codes of what was odd about the message.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The outbox row this email is sent by; null for mail that did not start here.</summary>
    public long? OutgoingId { get; init; }
    public OutgoingState? SendState { get; init; }

    /// <summary>The sending server's last words about it.</summary>
    public string? ServerReply { get; init; }

    /// <summary>Recipients the server refused, with its words, when others were accepted.</summary>
    public IReadOnlyList<OutgoingRecipient> RefusedRecipients { get; init; } = [];

    /// <summary>Recipients of whom a report told what became of it.</summary>
    public IReadOnlyList<OutgoingRecipient> ReportedRecipients { get; init; } = [];

    /// <summary>The time chosen for its sending; null when it goes, or went, at once.</summary>
    public DateTime? ScheduledFor { get; init; }

    /// <summary>When it is submitted or looked at next.</summary>
    public DateTime? DueAt { get; init; }
}

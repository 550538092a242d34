using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>Everything that goes into a message, checked.</summary>
internal sealed record MessageDraft
{
    /// <summary>The outbox row; null for a copy of a draft.</summary>
    public long? OutgoingId { get; init; }

    /// <summary>For a copy of a draft: which one, in which revision.</summary>
    public string? DraftMark { get; init; }
    public required string MessageId { get; init; }
    public required EmailAddress From { get; init; }
    public required DateTimeOffset Date { get; init; }
    public IReadOnlyList<EmailAddress> To { get; init; } = [];
    public IReadOnlyList<EmailAddress> Cc { get; init; } = [];
    public string Subject { get; init; } = "";
    public string? Html { get; init; }
    public string Text { get; init; } = "";
    public CalendarPart? Calendar { get; init; }
    public string? InReplyTo { get; init; }

    /// <summary>Oldest first, without angle brackets.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
    public IReadOnlyList<OutgoingPart> Parts { get; init; } = [];
}

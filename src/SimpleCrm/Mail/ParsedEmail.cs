namespace SimpleCrm.Mail;

/// <summary>What was read from one message.</summary>
public sealed record ParsedEmail
{
    public string? MessageId { get; init; }
    public string? InReplyTo { get; init; }

    /// <summary>Message-IDs without angle brackets, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
    public EmailAddress From { get; init; } = new("", "");
    public EmailAddress? Sender { get; init; }
    public IReadOnlyList<EmailAddress> ReplyTo { get; init; } = [];
    public IReadOnlyList<EmailAddress> To { get; init; } = [];
    public IReadOnlyList<EmailAddress> Cc { get; init; } = [];
    public IReadOnlyList<EmailAddress> Bcc { get; init; } = [];
    public string Subject { get; init; } = "";

    /// <summary>The Date header; null when absent or unreadable.</summary>
    public DateTimeOffset? SentAt { get; init; }
    public string? BodyText { get; init; }

    /// <summary>The sender's own HTML, decoded, not made safe.</summary>
    public string? BodyHtml { get; init; }
    public IReadOnlyList<ParsedAttachment> Attachments { get; init; } = [];

    /// <summary>The first words of the person's own text, at most 200 characters.</summary>
    public string Snippet { get; init; } = "";
    public string? ListId { get; init; }
    public string? ListUnsubscribe { get; init; }
    public bool IsAutoReply { get; init; }

    /// <summary>The value of our own header <c>X-SimpleCrm-Id</c>.</summary>
    public string? OutgoingMarker { get; init; }

    /// <summary>Short codes of what was odd ("unknown-charset", "depth-limit", "two-from").</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

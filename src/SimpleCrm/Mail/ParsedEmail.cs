namespace SimpleCrm.Mail;

/// <summary>What one message says, read without trusting it. Content never makes reading fail: what could not be read is in <see cref="Warnings"/>.</summary>
public sealed record ParsedEmail
{
    /// <summary>Without angle brackets; null when absent or unusable.</summary>
    public string? MessageId { get; init; }
    public string? InReplyTo { get; init; }
    /// <summary>Oldest first, without angle brackets or repeats; capped by keeping the first and the last ones.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
    /// <summary>The first author; empty strings when absent.</summary>
    public EmailAddress From { get; init; } = EmailAddress.None;
    public EmailAddress? Sender { get; init; }
    public IReadOnlyList<EmailAddress> ReplyTo { get; init; } = [];
    public IReadOnlyList<EmailAddress> To { get; init; } = [];
    public IReadOnlyList<EmailAddress> Cc { get; init; } = [];
    public IReadOnlyList<EmailAddress> Bcc { get; init; } = [];
    /// <summary>Mail-Followup-To: where the author wants group replies.</summary>
    public IReadOnlyList<EmailAddress> FollowupTo { get; init; } = [];
    /// <summary>Decoded and cleaned for display.</summary>
    public string Subject { get; init; } = "";
    /// <summary>As the sender wrote it; null when absent or not a date. The caller decides about the future and 1970.</summary>
    public DateTimeOffset? SentAt { get; init; }
    /// <summary>The text body with LF line ends; null when the message has none.</summary>
    public string? BodyText { get; init; }
    /// <summary>The HTML body as sent. NOT sanitised: never give it to a browser.</summary>
    public string? BodyHtml { get; init; }
    /// <summary>The decoded part for calendar programs (iMIP, RFC 6047); null when the message has none.</summary>
    public string? Calendar { get; init; }
    public IReadOnlyList<ParsedAttachment> Attachments { get; init; } = [];
    /// <summary>At most 200 characters of the person's own words.</summary>
    public string Snippet { get; init; } = "";
    /// <summary>RFC 2919 identifier without angle brackets.</summary>
    public string? ListId { get; init; }
    /// <summary>RFC 2369 posting address of a mailing list.</summary>
    public string? ListPost { get; init; }
    /// <summary>The raw RFC 2369 value.</summary>
    public string? ListUnsubscribe { get; init; }
    /// <summary>An automatic answer by RFC 3834 or by one of the common older markers.</summary>
    public bool IsAutoReply { get; init; }
    /// <summary>A delivery report (RFC 3464).</summary>
    public bool IsDeliveryReport { get; init; }
    /// <summary>The value of our own header <see cref="MimeReader.OutgoingHeader"/>.</summary>
    public string? OutgoingMarker { get; init; }
    /// <summary>Codes from <see cref="MimeWarnings"/>.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

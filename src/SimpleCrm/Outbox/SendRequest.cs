using System.Text.Json.Serialization;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>What a person wants to send. The sender is always the mailbox itself.</summary>
public sealed record SendRequest
{
    /// <summary>A connected mailbox of the viewer.</summary>
    public required long MailboxId { get; init; }

    /// <summary>With <see cref="Cc"/> and <see cref="Bcc"/> 1 to <see cref="OutboxLimits.Recipients"/> recipients.</summary>
    public IReadOnlyList<EmailAddress> To { get; init; } = [];
    public IReadOnlyList<EmailAddress> Cc { get; init; } = [];

    /// <summary>Named in the copy in Sent only, never on the wire.</summary>
    public IReadOnlyList<EmailAddress> Bcc { get; init; } = [];

    /// <summary>One line, at most 998 characters.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The person's own HTML; the text alternative is made from it unless <see cref="BodyText"/> is given too.</summary>
    public string? BodyHtml { get; init; }

    /// <summary>At most <see cref="OutboxLimits.BodyLength"/> characters, as <see cref="BodyHtml"/>.</summary>
    public string? BodyText { get; init; }

    /// <summary>Send the text alone, without an HTML part, also with a quote.</summary>
    public bool PlainText { get; init; }

    /// <summary>At most <see cref="OutboxLimits.Attachments"/> files and <see cref="OutboxLimits.AttachmentBytes"/> bytes together.</summary>
    public IReadOnlyList<SendAttachment> Attachments { get; init; } = [];

    /// <summary>Sent as an alternative to the text; null for all but answers to invitations.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CalendarPart? Calendar { get; init; }

    /// <summary>The email that is answered or forwarded: the product's own id, or a Message-ID.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Reply and ReplyAll set the threading headers; Forward only refers to the original when it is quoted.</summary>
    public ComposeMode Mode { get; init; }

    /// <summary>Append the original of <see cref="InReplyTo"/> as a quote, with its inline images. The original never passes through the client.</summary>
    public bool IncludeQuote { get; init; }

    /// <summary>Not before this time; null means now.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>IANA name of the zone in which <see cref="SendAt"/> was chosen; null for the sender's own.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Not sent when one of its recipients writes first.</summary>
    public bool CancelIfAnswered { get; init; }

    /// <summary>The conversation comes back to the Inbox at this time unless somebody has answered; at most a year ahead.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>How long it waits for a change of mind before it is submitted; ignored when <see cref="SendAt"/> is later. At most one minute.</summary>
    public TimeSpan UndoWindow { get; init; }

    /// <summary>Chosen by the client once per email, at most 200 characters: a repeat with the same content gives the same answer and sends nothing.</summary>
    public string? IdempotencyKey { get; init; }
}

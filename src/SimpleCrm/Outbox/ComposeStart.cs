using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>What the composer opens with.</summary>
public sealed record ComposeStart
{
    public required ComposeMode Mode { get; init; }

    /// <summary>The mailbox that received the original: its address is the sender.</summary>
    public required long MailboxId { get; init; }
    public required EmailAddress From { get; init; }
    public IReadOnlyList<EmailAddress> To { get; init; } = [];
    public IReadOnlyList<EmailAddress> Cc { get; init; } = [];
    public string Subject { get; init; } = "";

    /// <summary>Goes back as <see cref="SendRequest.InReplyTo"/>; null for a new email.</summary>
    public string? InReplyTo { get; init; }
    public long? ThreadId { get; init; }

    /// <summary>The quote with its attribution line as safe HTML without remote content, for a sandboxed frame. Sent when <see cref="SendRequest.IncludeQuote"/> is set.</summary>
    public string QuoteHtml { get; init; } = "";

    /// <summary>The quote as plain text, as the text alternative will carry it.</summary>
    public string QuoteText { get; init; } = "";

    /// <summary>The domains of the people of the original, in lower case: a recipient elsewhere is worth a question.</summary>
    public IReadOnlyList<string> ThreadDomains { get; init; } = [];

    /// <summary>The viewer's mailboxes that can send, oldest first, and the one it opens with.</summary>
    public IReadOnlyList<Sender> Senders { get; init; } = [];

    /// <summary>For Forward: the original's files, which go along as <see cref="SendAttachment.AttachmentId"/> unless removed.</summary>
    public IReadOnlyList<ComposeAttachment> Attachments { get; init; } = [];
}

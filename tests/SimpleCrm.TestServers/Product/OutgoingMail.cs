namespace SimpleCrm.TestServers.Product;

/// <summary>The body of <c>POST /api/email/send</c>.</summary>
public sealed record OutgoingMail(string MailboxId, IReadOnlyList<Correspondent> To, string Subject)
{
    public IReadOnlyList<Correspondent> Cc { get; init; } = [];

    public IReadOnlyList<Correspondent> Bcc { get; init; } = [];

    public string? BodyText { get; init; }

    public string? BodyHtml { get; init; }

    /// <summary>The id of the email answered, as the product knows it.</summary>
    public string? InReplyTo { get; init; }

    /// <summary><c>new</c>, <c>reply</c>, <c>replyAll</c> or <c>forward</c>.</summary>
    public string? Mode { get; init; }

    public bool? IncludeQuote { get; init; }

    public DateTimeOffset? SendAt { get; init; }

    public IReadOnlyList<OutgoingFile> Attachments { get; init; } = [];
}

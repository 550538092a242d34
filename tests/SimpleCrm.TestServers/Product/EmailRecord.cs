namespace SimpleCrm.TestServers.Product;

/// <summary>An email as the HTTP API tells it; bodies only within a thread, what lists add only in lists.</summary>
public sealed record EmailRecord
{
    public required string Id { get; init; }

    public string ThreadId { get; init; } = "";

    public string? ExternalId { get; init; }

    public string? MailboxId { get; init; }

    public string? Provider { get; init; }

    public Correspondent? From { get; init; }

    public IReadOnlyList<Correspondent> To { get; init; } = [];

    public IReadOnlyList<Correspondent> Cc { get; init; } = [];

    public string Subject { get; init; } = "";

    public string? BodyText { get; init; }

    public string? BodyHtml { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public string? Direction { get; init; }

    public string? Status { get; init; }

    public string? Snippet { get; init; }

    public bool IsRead { get; init; }

    public bool IsStarred { get; init; }

    public bool HasAttachments { get; init; }

    public IReadOnlyList<AttachmentRecord> Attachments { get; init; } = [];

    /// <summary>How far an email sent from the product has come.</summary>
    public string? SendStatus { get; init; }

    public string? ServerReply { get; init; }
}

namespace SimpleCrm.Mail;

/// <summary>The email that is quoted.</summary>
public sealed record ReplyQuoteSource
{
    public required EmailAddress From { get; init; }
    public IReadOnlyList<EmailAddress> To { get; init; } = [];
    public IReadOnlyList<EmailAddress> Cc { get; init; } = [];
    public string Subject { get; init; } = "";
    /// <summary>In the zone in which the writer of the answer reads times.</summary>
    public DateTimeOffset? SentAt { get; init; }
    public string? BodyText { get; init; }
    /// <summary>As received, not sanitised.</summary>
    public string? BodyHtml { get; init; }
}

using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>The email that is answered or forwarded, opened.</summary>
internal sealed record OriginalEmail
{
    public required Email Email { get; init; }
    public required EmailPeople People { get; init; }
    public required string Text { get; init; }

    /// <summary>The sender's own HTML, not safe; empty when there is none.</summary>
    public required string Html { get; init; }
    public required IReadOnlyList<Attachment> Attachments { get; init; }
}

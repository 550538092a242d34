using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>The rows of one email to send, stored together.</summary>
internal sealed record PreparedEmail
{
    public required OutgoingEmail Outgoing { get; init; }
    public required OutgoingContent Content { get; init; }
    public required Email Email { get; init; }
    public required EmailBody Body { get; init; }
    public required IReadOnlyList<Attachment> Attachments { get; init; }
}

using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Api;

/// <summary>A conversation.</summary>
public sealed record ThreadAnswer
{
    public required string Id { get; init; }
    public required string MailboxId { get; init; }
    public required string Subject { get; init; }
    public required IReadOnlyList<EmailAddress> Participants { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<ThreadEmail> Emails { get; init; }
}

using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>An email of a thread with its bodies.</summary>
public sealed record ThreadEmail : InboxItem
{
    public required string BodyText { get; init; }

    /// <summary>Safe HTML without remote pictures; empty when the email has none.</summary>
    public required string BodyHtml { get; init; }
    public required IReadOnlyList<ThreadAttachment> Attachments { get; init; }

    /// <summary>How far an email sent from here has come; absent for others.</summary>
    public OutgoingState? SendStatus { get; init; }

    /// <summary>The sending server's last words about it.</summary>
    public string? ServerReply { get; init; }
}

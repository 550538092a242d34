using SimpleCrm.Outbox;

namespace SimpleCrm.Mail;

/// <summary>A thread as a list shows it.</summary>
/// <param name="Id">The thread.</param>
/// <param name="MailboxId">Its mailbox.</param>
/// <param name="Subject">Decoded, may be empty.</param>
/// <param name="Snippet">Words of its newest email; in a search, the words round the first hit.</param>
/// <param name="Participants">Who wrote in it, newest last.</param>
/// <param name="LastAt">Time of its newest email (in a folder: of its newest email there; in a search: of the email found).</param>
/// <param name="EmailCount">Emails in the thread.</param>
/// <param name="UnreadCount">Unread ones.</param>
/// <param name="IsStarred">An email of it has a star.</param>
/// <param name="HasAttachments">An email of it has a file.</param>
/// <param name="LastIsOutbound">The mailbox's owner wrote last.</param>
public sealed record ThreadRow(
    long Id, long MailboxId, string Subject, string Snippet, IReadOnlyList<EmailAddress> Participants, DateTime LastAt,
    int EmailCount, int UnreadCount, bool IsStarred, bool HasAttachments, bool LastIsOutbound)
{
    /// <summary>Where the search words stand in <see cref="Subject"/>.</summary>
    public IReadOnlyList<TextRange> SubjectMarks { get; init; } = [];

    /// <summary>Where the search words stand in <see cref="Snippet"/>.</summary>
    public IReadOnlyList<TextRange> SnippetMarks { get; init; } = [];

    /// <summary>In a search: the newest email of the thread that matched.</summary>
    public long? FoundEmailId { get; init; }

    /// <summary>How the newest unfinished sending in the thread stands: waiting, unknown or rejected; null when there is none.</summary>
    public OutgoingState? SendState { get; init; }

    /// <summary>Nobody answered in the time the person gave.</summary>
    public bool IsReminderDue { get; init; }

    /// <summary>It is out of the Inbox until then; null when it is not put off.</summary>
    public DateTime? SnoozedUntil { get; init; }
}

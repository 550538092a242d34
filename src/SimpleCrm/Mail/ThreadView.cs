namespace SimpleCrm.Mail;

/// <summary>A thread as it is read. Bodies are not part of it: see <see cref="ThreadReading.DocumentAsync"/> and <see cref="ThreadReading.BodiesAsync"/>.</summary>
/// <param name="Id">The thread.</param>
/// <param name="MailboxId">Its mailbox.</param>
/// <param name="Subject">Decoded, may be empty.</param>
/// <param name="Participants">Everyone who wrote or received an email of it, writers first.</param>
/// <param name="Emails">Oldest first.</param>
/// <param name="FolderIds">Folders in which it has an email.</param>
public sealed record ThreadView(
    long Id, long MailboxId, string Subject, IReadOnlyList<EmailAddress> Participants, IReadOnlyList<EmailView> Emails, IReadOnlyList<long> FolderIds)
{
    /// <summary>It is out of the Inbox until then (UTC); null when it is not put off.</summary>
    public DateTime? SnoozedUntil { get; init; }

    /// <summary>It comes back then (UTC) unless somebody answers; null when no reminder waits.</summary>
    public DateTime? RemindAt { get; init; }

    /// <summary>Nobody answered in the time the person gave.</summary>
    public bool IsReminderDue { get; init; }
}

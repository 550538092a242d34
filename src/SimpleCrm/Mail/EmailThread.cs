namespace SimpleCrm.Mail;

/// <summary>A conversation within one mailbox. The counts and texts are what lists show, kept in step by the intake.</summary>
public sealed class EmailThread
{
    public long Id { get; set; } = RowId.Next();
    public long MailboxId { get; set; }

    /// <summary>The provider's conversation id where one exists.</summary>
    public string? ExternalId { get; set; }
    public string Subject { get; set; } = "";
    public string Snippet { get; set; } = "";

    /// <summary>Names to show in a list row, newest speakers last, as a JSON array of <see cref="EmailAddress"/>.</summary>
    public string ParticipantsJson { get; set; } = "[]";
    public DateTime LastAt { get; set; }
    public long LastEmailId { get; set; }
    public int EmailCount { get; set; }
    public int UnreadCount { get; set; }
    public bool IsStarred { get; set; }
    public bool HasAttachments { get; set; }

    /// <summary>The last email was written by the mailbox's owner.</summary>
    public bool LastIsOutbound { get; set; }

    /// <summary>It is out of the Inbox until then (UTC), or until somebody writes; null when it is not put off.</summary>
    public DateTime? SnoozedUntil { get; set; }

    /// <summary>When it was put off.</summary>
    public DateTime? SnoozedAt { get; set; }

    /// <summary>It came back to the Inbox at this time, and stands there as if it had arrived then.</summary>
    public DateTime? ResurfacedAt { get; set; }

    /// <summary>It is to come back at this time unless somebody has answered since <see cref="RemindSince"/>.</summary>
    public DateTime? RemindAt { get; set; }
    public DateTime? RemindSince { get; set; }

    /// <summary>Nobody answered: it is in the Inbox since this time, until the person has seen to it.</summary>
    public DateTime? ReminderDueAt { get; set; }
}

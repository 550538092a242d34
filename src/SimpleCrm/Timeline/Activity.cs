using SimpleCrm.Mail;

namespace SimpleCrm.Timeline;

/// <summary>
/// Something that happened with a customer. Emails that belong to no record are none: they are nobody's business but their owner's. What it belongs
/// to is in <see cref="Links.RecordLink"/>.
/// </summary>
public sealed class Activity : ITimelineRow
{
    public const int SubjectLength = 300;

    /// <summary>Characters of <see cref="Body"/>.</summary>
    public const int BodyLength = 20_000;

    /// <summary>That of an email is the email's own.</summary>
    public long Id { get; set; } = RowId.Next();
    public ActivityType Type { get; set; }
    public DateTime OccurredAt { get; set; }

    /// <summary>Whose it is: the mailbox's owner, or who logged or changed it.</summary>
    public long UserId { get; set; }

    /// <summary>The mailbox of an email; null for everything else.</summary>
    public long? MailboxId { get; set; }

    /// <summary>Of emails and calls.</summary>
    public EmailDirection? Direction { get; set; }

    /// <summary>Empty for emails, which have their own.</summary>
    public string Subject { get; set; } = "";
    public string Body { get; set; } = "";
    public int? DurationMinutes { get; set; }

    /// <summary>When a task is to be done.</summary>
    public DateTime? DueAt { get; set; }

    /// <summary>When a task was done.</summary>
    public DateTime? CompletedAt { get; set; }

    /// <summary>What was changed, as a JSON array of <see cref="FieldChange"/>; empty for everything else.</summary>
    public string ChangesJson { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }

    /// <summary>Counts changes; whoever changes the activity names the one they saw.</summary>
    public int Version { get; set; } = 1;
}

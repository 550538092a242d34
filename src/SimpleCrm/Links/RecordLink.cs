using SimpleCrm.Mail;
using SimpleCrm.Timeline;

namespace SimpleCrm.Links;

/// <summary>
/// An activity that belongs to a record: an email, with the rule or the person that said so, or what somebody logged. It repeats what timelines
/// filter by, so that a page of one is one range of one index.
/// </summary>
public sealed class RecordLink : ITimelineRow
{
    /// <summary>The activity; that of an email has the email's id.</summary>
    public long ActivityId { get; set; }
    public RecordKind Kind { get; set; }
    public long RecordId { get; set; }

    /// <summary>The activity's, for the order of timelines.</summary>
    public DateTime OccurredAt { get; set; }
    public ActivityType Type { get; set; }
    public EmailDirection? Direction { get; set; }

    /// <summary>Whose activity it is: the mailbox's owner, or who logged it.</summary>
    public long UserId { get; set; }

    /// <summary>The email's mailbox, whose owner decides who sees it; null for what was logged.</summary>
    public long? MailboxId { get; set; }
    public LinkRule Rule { get; set; }

    /// <summary>1 to 100: how sure the rule was.</summary>
    public int Score { get; set; }

    /// <summary>The address or domain that the rule went by.</summary>
    public string Evidence { get; set; } = "";

    /// <summary>The person who linked it, or took it away.</summary>
    public long? LinkedById { get; set; }

    /// <summary>A person took it away: no rule brings it back.</summary>
    public bool IsUndone { get; set; }
}

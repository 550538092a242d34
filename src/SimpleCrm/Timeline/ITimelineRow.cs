using SimpleCrm.Mail;

namespace SimpleCrm.Timeline;

/// <summary>What timelines are narrowed by, of an activity and of its links alike.</summary>
internal interface ITimelineRow
{
    ActivityType Type { get; }
    EmailDirection? Direction { get; }
    DateTime OccurredAt { get; }

    /// <summary>Null for what is no email.</summary>
    long? MailboxId { get; }
}

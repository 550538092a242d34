namespace SimpleCrm.Notifications;

/// <summary>What a notice is about, as stored.</summary>
public enum NotificationKind
{
    /// <summary>New mail that belongs to a record.</summary>
    NewMail = 1,

    /// <summary>Somebody named the person in a comment.</summary>
    Mention = 2,

    /// <summary>A new email or comment in a conversation that the person follows.</summary>
    Reply = 3,

    /// <summary>A task is due, or nobody has answered in the time that was given.</summary>
    FollowUpDue = 4,
    AccessRequested = 5,
    AccessGranted = 6,
    AccessRefused = 7,

    /// <summary>What there is to do today.</summary>
    Digest = 8,

    /// <summary>A colleague shares a draft, or has changed one that is shared with them.</summary>
    SharedDraft = 9,
}

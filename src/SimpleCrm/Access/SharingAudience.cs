namespace SimpleCrm.Access;

/// <summary>With whom a mailbox is shared, as stored.</summary>
public enum SharingAudience
{
    /// <summary>The owner's team and its manager.</summary>
    Team = 0,

    /// <summary>Everybody in the workspace.</summary>
    Everyone = 1,
}

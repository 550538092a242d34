namespace SimpleCrm.Access;

/// <summary>How much of a mailbox's emails others see where these belong to records, as stored. Each level shows what the one before does.</summary>
public enum SharingLevel
{
    /// <summary>Nothing but how many there are.</summary>
    Private = 0,

    /// <summary>Who wrote to whom and when.</summary>
    Metadata = 1,

    /// <summary>The subject.</summary>
    Subject = 2,

    /// <summary>The content.</summary>
    Everything = 3,
}

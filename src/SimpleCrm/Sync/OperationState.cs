namespace SimpleCrm.Sync;

/// <summary>Where a pending operation stands.</summary>
public enum OperationState
{
    Waiting = 0,

    /// <summary>Sent to the server; whether it was applied is checked before it is tried again.</summary>
    Applying = 1,

    /// <summary>Refused for good and reverted here; kept until the person has seen it.</summary>
    Failed = 2,

    /// <summary>At the server, or no longer needed there. Kept for a day, so that its act can be undone.</summary>
    Done = 3,
}

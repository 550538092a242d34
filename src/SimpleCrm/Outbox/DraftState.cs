namespace SimpleCrm.Outbox;

/// <summary>Where a draft stands.</summary>
public enum DraftState
{
    /// <summary>Being written.</summary>
    Open = 0,

    /// <summary>In the outbox; comes back when it is taken out of it.</summary>
    Sending = 1,

    /// <summary>Accepted by the server.</summary>
    Sent = 2,

    /// <summary>Thrown away.</summary>
    Discarded = 3,
}

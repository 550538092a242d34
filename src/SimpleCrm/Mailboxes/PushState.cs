namespace SimpleCrm.Mailboxes;

/// <summary>How changes of a mailbox become known between polls.</summary>
public enum PushState
{
    /// <summary>By a connection that listens (IMAP IDLE).</summary>
    Listening,

    /// <summary>The provider calls.</summary>
    Active,

    /// <summary>The provider is asked to call, and has not agreed yet; it is polled meanwhile.</summary>
    Pending,

    /// <summary>The provider refused to call; it is asked again, and polled meanwhile.</summary>
    Failing,

    /// <summary>No public address is configured at which the provider could call: it is polled.</summary>
    NoPublicAddress,
}

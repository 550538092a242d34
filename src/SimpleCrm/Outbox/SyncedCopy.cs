namespace SimpleCrm.Outbox;

/// <summary>Where the sync has met an email that was written here.</summary>
internal enum SyncedCopy
{
    None,

    /// <summary>Delivered to the mailbox itself, or moved by the person: it was sent.</summary>
    Elsewhere,
    InSent,
}

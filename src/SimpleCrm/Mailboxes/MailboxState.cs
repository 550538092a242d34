namespace SimpleCrm.Mailboxes;

/// <summary>Whether a mailbox is being synced, and if not, why.</summary>
public enum MailboxState
{
    /// <summary>Synced; waits for the next knock.</summary>
    Active = 0,

    /// <summary>The first backfill is not finished.</summary>
    Backfilling = 1,

    /// <summary>The person paused it.</summary>
    Paused = 2,

    /// <summary>The last run failed for a passing reason; it is tried again at <see cref="Mailbox.RetryAt"/>.</summary>
    Retrying = 3,

    /// <summary>The server refused the credentials: only the person can mend it.</summary>
    NeedsReconnect = 4,

    /// <summary>Disconnected; emails were kept.</summary>
    Disconnected = 5,
}

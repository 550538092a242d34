namespace SimpleCrm.Outbox;

/// <summary>What a report says became of an email for one recipient (RFC 3464 §2.3.3).</summary>
public enum DeliveryOutcome
{
    /// <summary>It is in the recipient's mailbox, or was handed to a system that does not report.</summary>
    Delivered = 1,

    /// <summary>It is still being tried.</summary>
    Delayed = 2,

    /// <summary>It will not be delivered.</summary>
    Failed = 3,
}

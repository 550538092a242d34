namespace SimpleCrm.Outbox;

/// <summary>prepared → submitting → accepted | rejected | unknown → filed.</summary>
public enum OutgoingState
{
    /// <summary>Complete and stored; no byte has gone out (or a try ended with a certain temporary refusal).</summary>
    Prepared = 0,

    /// <summary>A connection may carry it now. Found after a restart, it becomes Unknown.</summary>
    Submitting = 1,

    /// <summary>The server took responsibility.</summary>
    Accepted = 2,

    /// <summary>The server refused it for good.</summary>
    Rejected = 3,

    /// <summary>The answer was lost. Looked up in Sent; never sent again by itself.</summary>
    Unknown = 4,

    /// <summary>Accepted, and its one copy is in Sent.</summary>
    Filed = 5,

    /// <summary>The person took it back before it was submitted.</summary>
    Cancelled = 6,
}

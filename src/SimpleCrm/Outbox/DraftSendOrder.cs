namespace SimpleCrm.Outbox;

/// <summary>How a draft is to be sent.</summary>
public sealed record DraftSendOrder
{
    /// <summary>The revision the person saw when they pressed "Send".</summary>
    public required int Revision { get; init; }

    /// <summary>Not before this time; null means now. At most a year ahead.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>IANA name of the zone in which <see cref="SendAt"/> was chosen; null for the person's own.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Seconds in which it can be taken back, 0 to 60; null for what the person has set.</summary>
    public int? UndoSeconds { get; init; }

    /// <summary>The conversation comes back to the Inbox at this time unless somebody has answered. At most a year ahead.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>Not sent when one of its recipients writes first.</summary>
    public bool CancelIfAnswered { get; init; }

    /// <summary>Chosen by the client for this press of "Send"; null for one made of the draft and its revision.</summary>
    public string? IdempotencyKey { get; init; }
}

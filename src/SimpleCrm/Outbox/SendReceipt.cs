namespace SimpleCrm.Outbox;

/// <summary>The answer to a request to send: the stored outbox row, or what is wrong with the request by field.</summary>
public sealed record SendReceipt
{
    /// <summary>The outbox row; 0 when nothing was stored.</summary>
    public long Id { get; init; }

    /// <summary>How far it has come; Prepared for a new one.</summary>
    public OutgoingState State { get; init; }

    /// <summary>When it is submitted, or looked at next.</summary>
    public DateTime DueAt { get; init; }

    /// <summary>The email shown in its thread from now on.</summary>
    public long EmailId { get; init; }

    /// <summary>The conversation it joined; 0 when it was taken back since.</summary>
    public long ThreadId { get; init; }

    /// <summary>Messages for the person by field of the request in camelCase ("to", "subject", "attachments"); empty when it was accepted.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();

    /// <summary>The idempotency key was used before with another content.</summary>
    public bool IsConflict { get; init; }

    /// <summary>It is durable and will be sent when it is due.</summary>
    public bool IsAccepted => Errors.Count == 0 && !IsConflict;
}

namespace SimpleCrm.Outbox;

/// <summary>An outbox row as its sender sees it.</summary>
public sealed record OutgoingRow
{
    public required long Id { get; init; }
    public required long MailboxId { get; init; }
    public long? EmailId { get; init; }
    public long? ThreadId { get; init; }
    public required OutgoingState State { get; init; }
    public required string Subject { get; init; }

    /// <summary>Every envelope recipient, with the server's words for those it refused.</summary>
    public required IReadOnlyList<OutgoingRecipient> Recipients { get; init; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it is submitted (scheduled, held for undo, or tried again).</summary>
    public required DateTime DueAt { get; init; }
    public int Attempts { get; init; }

    /// <summary>The time chosen for it; null when it goes at once.</summary>
    public DateTime? ScheduledFor { get; init; }

    /// <summary>IANA name of the zone in which it was chosen.</summary>
    public string? ScheduledZone { get; init; }

    /// <summary>Not sent when one of its recipients writes first.</summary>
    public bool CancelIfAnswered { get; init; }

    /// <summary>When the conversation comes back unless somebody has answered.</summary>
    public DateTime? RemindAt { get; init; }

    /// <summary>The draft that comes back when it is cancelled.</summary>
    public string? DraftId { get; init; }

    /// <summary>The server's last words, or why it could not be reached.</summary>
    public string? ServerReply { get; init; }
}

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

    /// <summary>The server's last words, or why it could not be reached.</summary>
    public string? ServerReply { get; init; }
}

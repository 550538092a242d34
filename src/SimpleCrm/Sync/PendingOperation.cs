namespace SimpleCrm.Sync;

/// <summary>A change made here that the server does not have yet: durable, ordered by Id within its email.</summary>
public sealed class PendingOperation
{
    public long Id { get; set; } = RowId.Next();
    public long MailboxId { get; set; }
    public long EmailId { get; set; }
    public OperationKind Kind { get; set; }

    /// <summary>For SetRead and SetStarred the wanted value.</summary>
    public bool Value { get; set; }

    /// <summary>For Move: from and to, as the person saw it. For DeleteForever: from.</summary>
    public long? FromFolderId { get; set; }
    public long? ToFolderId { get; set; }

    /// <summary>The placement that is moved or deleted at the server; hidden meanwhile.</summary>
    public long? SourcePlacementId { get; set; }

    /// <summary>The placement that shows the email where it goes.</summary>
    public long? TargetPlacementId { get; set; }

    /// <summary>One act of a person, however many emails it touched; undo reverts it whole.</summary>
    public long ActId { get; set; }
    public OperationState State { get; set; }
    public int Attempts { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime NextTryAt { get; set; }
    public DateTime? DoneAt { get; set; }

    /// <summary>The server's words when it failed for good.</summary>
    public string? Error { get; set; }
}

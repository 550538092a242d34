namespace SimpleCrm.Sync;

/// <summary>A message that could not be taken in. Written in the transaction that moves the cursor past it; tried again later.</summary>
public sealed class QuarantinedItem
{
    public long Id { get; set; } = RowId.Next();
    public long MailboxId { get; set; }
    public long FolderId { get; set; }
    public string RemoteId { get; set; } = "";

    /// <summary>A short code and the exception's type, never content.</summary>
    public string Reason { get; set; } = "";
    public int Attempts { get; set; }
    public DateTime FirstFailedAt { get; set; }
    public DateTime NextTryAt { get; set; }
}

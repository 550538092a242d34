namespace SimpleCrm.Links;

/// <summary>
/// What is remembered of a whole conversation: which deal its emails follow, what a person was asked, and what people said. Its emails have
/// <see cref="RecordLink"/> rows of their own.
/// </summary>
public sealed class ThreadLink
{
    public long Id { get; set; } = RowId.Next();
    public long MailboxId { get; set; }
    public long ThreadId { get; set; }
    public RecordKind Kind { get; set; }
    public long RecordId { get; set; }
    public ThreadLinkState State { get; set; }

    /// <summary>1 to 100, of the rule.</summary>
    public int Score { get; set; }

    /// <summary>Who linked or refused it.</summary>
    public long? UserId { get; set; }
    public DateTime At { get; set; }
}

using SimpleCrm.Access;

namespace SimpleCrm.Sharing;

/// <summary>Access to a conversation that its mailbox's owner gave one person.</summary>
public sealed class ThreadGrant
{
    public long ThreadId { get; set; }
    public long UserId { get; set; }
    public long MailboxId { get; set; }
    public SharingLevel Level { get; set; }
    public DateTime SetAt { get; set; }
}

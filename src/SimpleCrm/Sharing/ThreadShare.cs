using SimpleCrm.Access;

namespace SimpleCrm.Sharing;

/// <summary>A conversation that its mailbox's owner shares more or less than the mailbox.</summary>
public sealed class ThreadShare
{
    public long ThreadId { get; set; }
    public long MailboxId { get; set; }
    public SharingLevel Level { get; set; }
    public SharingAudience Audience { get; set; }
    public DateTime SetAt { get; set; }
}

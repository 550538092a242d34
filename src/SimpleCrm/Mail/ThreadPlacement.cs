namespace SimpleCrm.Mail;

/// <summary>A thread's presence in a folder: what folder lists read, newest first by (FolderId, LastAt, ThreadId).</summary>
public sealed class ThreadPlacement
{
    public long FolderId { get; set; }
    public long ThreadId { get; set; }
    public long MailboxId { get; set; }

    /// <summary>Sort time of the thread's newest email in this folder.</summary>
    public DateTime LastAt { get; set; }
    public int EmailCount { get; set; }
    public int UnreadCount { get; set; }

    /// <summary>Focused when any of its emails here is; null where the provider does not tell (<see cref="Email.Focus"/>).</summary>
    public InboxFocus? Focus { get; set; }
}

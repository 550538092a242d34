namespace SimpleCrm.Mail;

/// <summary>A folder (IMAP, Outlook) or label (Gmail) of a mailbox. Keeps its id when it is renamed at the server.</summary>
public sealed class MailFolder
{
    public long Id { get; set; } = RowId.Next();
    public long MailboxId { get; set; }

    /// <summary>The provider's key: the full path for IMAP, else its id. Unique in the mailbox.</summary>
    public string RemoteId { get; set; } = "";
    public long? ParentId { get; set; }

    /// <summary>Leaf name as shown.</summary>
    public string Name { get; set; } = "";
    public FolderRole Role { get; set; }
    public bool IsSelectable { get; set; } = true;

    /// <summary>What identifies the folder across renames (OBJECTID mailbox id, RFC 8474, or UIDVALIDITY); not unique everywhere.</summary>
    public string? Identity { get; set; }

    /// <summary>The provider's opaque cursor. Taken before the first backfill request; moved only with the page it covers.</summary>
    public string? Cursor { get; set; }
    public FolderSyncPhase Phase { get; set; }

    /// <summary>Counts up with each mark-and-sweep; see <see cref="Placement.SeenInSweep"/>.</summary>
    public int Sweep { get; set; }
    public int ServerCount { get; set; }
    public DateTime? CheckedAt { get; set; }

    /// <summary>The id set's mass deletion observed once and not yet confirmed (count), or 0.</summary>
    public int SuspectedDeletions { get; set; }

    /// <summary>Set when SELECT keeps failing; the folder is left alone until then.</summary>
    public DateTime? ParkedUntil { get; set; }
    public int FailedSelects { get; set; }

    /// <summary>Gone from the server's complete listing at this time; its emails stay until a second listing agrees.</summary>
    public DateTime? MissingSince { get; set; }

    /// <summary>Threads with an email in this folder, and those of them with an unread one. Kept by the database itself (docs/search.md); never set by code.</summary>
    public int ThreadCount { get; private set; }
    public int UnreadThreadCount { get; private set; }
}

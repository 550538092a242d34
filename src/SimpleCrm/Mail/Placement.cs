namespace SimpleCrm.Mail;

/// <summary>An email's presence in a folder or under a label.</summary>
public sealed class Placement
{
    public long Id { get; set; } = RowId.Next();
    public long MailboxId { get; set; }
    public long FolderId { get; set; }
    public long EmailId { get; set; }

    /// <summary>The provider's id in this folder: for IMAP "uidvalidity:uid", else the message id. Unique in the folder.</summary>
    public string RemoteId { get; set; } = "";

    /// <summary>The read and star state last seen at the server, against which own changes are compared.</summary>
    public bool RemoteIsRead { get; set; }
    public bool RemoteIsStarred { get; set; }

    /// <summary>The last mark-and-sweep of the folder that found this placement.</summary>
    public int SeenInSweep { get; set; }

    /// <summary>Removed here and waiting for the server to agree; hidden from lists.</summary>
    public bool IsPendingRemoval { get; set; }

    /// <summary>Added here (a move) and not yet known at the server; RemoteId is "pending:…".</summary>
    public bool IsPendingAddition { get; set; }
}

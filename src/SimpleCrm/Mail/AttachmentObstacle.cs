namespace SimpleCrm.Mail;

/// <summary>Why content cannot be had.</summary>
public enum AttachmentObstacle
{
    MailboxUnreachable,
    Disconnected,
    GoneFromServer,
    DiskFull,

    /// <summary>The stored file does not open; it has been dropped, and the next try fetches it again.</summary>
    Damaged,
}

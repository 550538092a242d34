namespace SimpleCrm.Mail;

/// <summary>
/// Which thread a Message-ID belongs to, whether the email itself has been seen or only been referred to. Joins replies whose
/// parents are missing.
/// </summary>
public sealed class ThreadReference
{
    public long MailboxId { get; set; }

    /// <summary>The first 16 bytes of the SHA-256 of the Message-ID.</summary>
    public byte[] MessageIdHash { get; set; } = [];
    public long ThreadId { get; set; }
}

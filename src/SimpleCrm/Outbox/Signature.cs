namespace SimpleCrm.Outbox;

/// <summary>What stands below a person's emails from one mailbox.</summary>
public sealed class Signature
{
    public long Id { get; set; } = RowId.Next();
    public long MailboxId { get; set; }
    public string Name { get; set; } = "";

    /// <summary>The HTML, cleaned and encrypted; its pictures are data addresses.</summary>
    public byte[] HtmlCipher { get; set; } = [];

    /// <summary>Chosen for a new email; of one mailbox at most one.</summary>
    public bool IsDefaultForNew { get; set; }

    /// <summary>Chosen for answers and forwards; of one mailbox at most one.</summary>
    public bool IsDefaultForReply { get; set; }
    public DateTime UpdatedAt { get; set; }

    internal static string Place(long id) => $"Signatures:{id}:Html";
}

namespace SimpleCrm.Mailboxes;

/// <summary>A person of a mailbox's address book, or somebody it has written to, by the provider's word.</summary>
public sealed class MailboxContact
{
    public long Id { get; set; } = RowId.Next();
    public long MailboxId { get; set; }

    /// <summary>The provider's id; for IMAP the address. Unique in the mailbox.</summary>
    public string RemoteId { get; set; } = "";
    public string Name { get; set; } = "";
    public string? Company { get; set; }
    public string? JobTitle { get; set; }

    /// <summary>Phone numbers as the provider has them, one a line.</summary>
    public string Phones { get; set; } = "";
    public DateTime UpdatedAt { get; set; }
    public List<MailboxContactAddress> Addresses { get; set; } = [];
}

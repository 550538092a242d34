namespace SimpleCrm.Mailboxes;

/// <summary>One address of a contact, in lower case so that it can be looked up.</summary>
public sealed class MailboxContactAddress
{
    public long ContactId { get; set; }

    /// <summary>0 for the preferred one.</summary>
    public int Position { get; set; }
    public long MailboxId { get; set; }
    public string Address { get; set; } = "";
}

using MimeKit;

namespace SimpleCrm.TestServers.Emails;

/// <summary>Somebody the owner of the mailbox does business with.</summary>
internal sealed record Contact(string Name, string Address, string Company, string JobTitle, string Phone, Phrasebook Language)
{
    public MailboxAddress Mailbox { get; } = new(Name, Address);
}

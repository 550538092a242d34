using SimpleCrm.Mailboxes;

namespace SimpleCrm.Mail;

/// <summary>A mailbox and its folders as the navigation shows them.</summary>
/// <param name="MailboxId">The mailbox.</param>
/// <param name="Address">Its address.</param>
/// <param name="Provider">Its kind.</param>
/// <param name="State">Whether it is being synced.</param>
/// <param name="Folders">Inbox first, then the other folders with a role, then the rest by name, each parent before its children.</param>
public sealed record MailboxFolders(long MailboxId, string Address, MailProvider Provider, MailboxState State, IReadOnlyList<FolderRow> Folders);

namespace SimpleCrm.Outbox;

/// <summary>A mailbox from which the viewer can send.</summary>
/// <param name="MailboxId">The mailbox.</param>
/// <param name="Address">The address it sends from.</param>
/// <param name="FileBytes">Bytes of files that one email from it can carry.</param>
public sealed record Sender(long MailboxId, string Address, long FileBytes);

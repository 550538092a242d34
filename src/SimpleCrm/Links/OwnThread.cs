namespace SimpleCrm.Links;

/// <summary>A conversation in a mailbox, and whose it is.</summary>
internal sealed record OwnThread(long MailboxId, long OwnerId, long ThreadId);

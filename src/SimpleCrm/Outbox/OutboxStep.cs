namespace SimpleCrm.Outbox;

/// <summary>How one step of a mailbox's outbox ended.</summary>
internal enum OutboxStep { NothingDue, Done, MailboxUnusable }

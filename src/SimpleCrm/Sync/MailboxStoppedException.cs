namespace SimpleCrm.Sync;

/// <summary>The mailbox was paused, disconnected or deleted while a run was under way: the run ends, and nothing is wrong.</summary>
internal sealed class MailboxStoppedException() : Exception("The mailbox is no longer synced.");

namespace SimpleCrm.Blazor.Compose;

/// <summary>A mailbox from which the viewer can send.</summary>
public sealed record Sender(long MailboxId, string Address);

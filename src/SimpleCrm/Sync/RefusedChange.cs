namespace SimpleCrm.Sync;

/// <summary>A change that the server refused for good and that was taken back here.</summary>
/// <param name="Reply">The server's words; may be empty.</param>
public sealed record RefusedChange(long Id, long MailboxId, long ThreadId, long EmailId, OperationKind Kind, string Reply);

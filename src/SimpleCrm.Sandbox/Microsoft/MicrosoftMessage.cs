namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>A message as it is in a simulated mailbox at a moment.</summary>
/// <param name="Id">Immutable id.</param>
/// <param name="MessageId">internetMessageId, with angle brackets.</param>
/// <param name="Folder">The well-known name of its folder, or the name people gave it.</param>
/// <param name="IsRead">Read.</param>
/// <param name="IsFlagged">Flagged for follow-up.</param>
/// <param name="IsDraft">Not sent yet.</param>
/// <param name="Subject">Subject.</param>
public sealed record MicrosoftMessage(string Id, string MessageId, string Folder, bool IsRead, bool IsFlagged, bool IsDraft, string Subject);

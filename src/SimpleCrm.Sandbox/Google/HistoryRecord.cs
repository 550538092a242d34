namespace SimpleCrm.Sandbox.Google;

internal enum HistoryKind { MessageAdded, MessageDeleted, LabelAdded, LabelRemoved }

/// <summary>One change of a mailbox.</summary>
/// <param name="Labels">The message's labels after it.</param>
/// <param name="Changed">Labels that came or went.</param>
internal sealed record HistoryRecord(ulong Id, HistoryKind Kind, string MessageId, string ThreadId, string[] Labels, string[] Changed);

using SimpleCrm.Links;

namespace SimpleCrm.Sharing;

/// <summary>A request that waits for the viewer's answer.</summary>
/// <param name="Subject">Of the conversation, or the name of the record.</param>
/// <param name="ThreadCount">Conversations that granting opens.</param>
public sealed record AccessRequestView(long Id, string RequesterName, long? ThreadId, RecordReference? Record, string Subject, int ThreadCount, string Note, DateTime CreatedAt);

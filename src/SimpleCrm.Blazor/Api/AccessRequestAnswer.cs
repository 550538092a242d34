using SimpleCrm.Links;
using SimpleCrm.Sharing;

namespace SimpleCrm.Blazor.Api;

/// <summary>Somebody asks to be shown a conversation, or what one has of a record.</summary>
public sealed record AccessRequestAnswer
{
    public required string Id { get; init; }
    public required string RequesterName { get; init; }
    public string? ThreadId { get; init; }
    public RecordKind? RecordKind { get; init; }
    public string? RecordId { get; init; }

    /// <summary>Of the conversation, or the record's name.</summary>
    public required string Subject { get; init; }

    /// <summary>Conversations that granting opens.</summary>
    public required int ThreadCount { get; init; }
    public required string Note { get; init; }
    public required DateTime CreatedAt { get; init; }

    internal static AccessRequestAnswer Of(AccessRequestView view) => new()
    {
        Id = ApiIds.Text(view.Id),
        RequesterName = view.RequesterName,
        ThreadId = ApiIds.Text(view.ThreadId),
        RecordKind = view.Record?.Kind,
        RecordId = ApiIds.Text(view.Record?.Id),
        Subject = view.Subject,
        ThreadCount = view.ThreadCount,
        Note = view.Note,
        CreatedAt = view.CreatedAt,
    };
}

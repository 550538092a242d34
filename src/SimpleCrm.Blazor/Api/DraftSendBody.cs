using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>Body of <c>POST /api/email/drafts/{id}/send</c>.</summary>
public sealed record DraftSendBody
{
    /// <summary>The revision the person saw.</summary>
    public int? Revision { get; init; }

    /// <summary>Not before this time (ISO 8601 with offset).</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>IANA name of the zone in which sendAt was chosen.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Seconds in which it can be taken back, at most 60; what the person has set when absent.</summary>
    public int? UndoSeconds { get; init; }

    /// <summary>The conversation comes back to the Inbox at this time unless somebody has answered.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>Not sent when one of its recipients writes first.</summary>
    public bool CancelIfAnswered { get; init; }

    internal DraftSendOrder ToOrder(string? idempotencyKey) => new()
    {
        Revision = Revision ?? 0,
        SendAt = SendAt,
        TimeZone = TimeZone,
        UndoSeconds = UndoSeconds,
        RemindAt = RemindAt,
        CancelIfAnswered = CancelIfAnswered,
        IdempotencyKey = idempotencyKey,
    };
}

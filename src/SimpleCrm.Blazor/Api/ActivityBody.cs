using SimpleCrm.Mail;
using SimpleCrm.Timeline;

namespace SimpleCrm.Blazor.Api;

/// <summary>An activity to log, or as it is to be.</summary>
public sealed record ActivityBody
{
    /// <summary>"call", "meeting", "note" or "task"; a logged activity keeps its type.</summary>
    public ActivityType Type { get; init; }

    /// <summary>When it happened; now without it.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Of a call: "inbound" or "outbound".</summary>
    public EmailDirection? Direction { get; init; }

    /// <summary>At most 300 characters. Only notes go without.</summary>
    public string? Subject { get; init; }

    /// <summary>At most 20,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>Of calls and meetings: 0 to 44,640.</summary>
    public int? DurationMinutes { get; init; }

    /// <summary>When a task is to be done.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>A task is done.</summary>
    public bool IsDone { get; init; }

    /// <summary>What it belongs to, 1 to 20. The companies of contacts are added.</summary>
    public RecordReferenceBody[]? Records { get; init; }

    /// <summary>The version that was read, when an activity is changed.</summary>
    public int Version { get; init; }

    internal ActivityContent ToContent() => new()
    {
        Type = Type,
        OccurredAt = OccurredAt?.UtcDateTime,
        Direction = Direction,
        Subject = Subject,
        Text = Text,
        DurationMinutes = DurationMinutes,
        DueAt = DueAt?.UtcDateTime,
        IsDone = IsDone,
        Records = [.. (Records ?? []).Select(r => r.ToReference())],
    };
}

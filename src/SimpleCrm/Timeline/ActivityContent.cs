using SimpleCrm.Links;
using SimpleCrm.Mail;

namespace SimpleCrm.Timeline;

/// <summary>What a person logs: a call, a meeting, a note or a task.</summary>
public sealed record ActivityContent
{
    public const int MostRecords = 20;

    /// <summary>Call, meeting, note or task; a logged activity keeps its type.</summary>
    public ActivityType Type { get; init; }

    /// <summary>Null for now, or for the time it has. From the year 2000 to two years ahead.</summary>
    public DateTime? OccurredAt { get; init; }

    /// <summary>Of a call.</summary>
    public EmailDirection? Direction { get; init; }

    /// <summary>At most 300 characters; made one line. Only notes go without.</summary>
    public string? Subject { get; init; }

    /// <summary>At most 20,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>0 to 44,640 (a month); of calls and meetings.</summary>
    public int? DurationMinutes { get; init; }

    /// <summary>When a task is to be done.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>A task is done.</summary>
    public bool IsDone { get; init; }

    /// <summary>What it belongs to, 1 to 20. The companies of contacts are added.</summary>
    public IReadOnlyList<RecordReference> Records { get; init; } = [];
}

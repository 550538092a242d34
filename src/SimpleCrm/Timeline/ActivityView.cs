using SimpleCrm.Access;
using SimpleCrm.Mail;
using SimpleCrm.Meetings;

namespace SimpleCrm.Timeline;

/// <summary>An activity as far as its viewer may see it.</summary>
public sealed record ActivityView
{
    public required long Id { get; init; }
    public required ActivityType Type { get; init; }
    public required DateTime OccurredAt { get; init; }
    public required long UserId { get; init; }
    public required string UserName { get; init; }
    public EmailDirection? Direction { get; init; }

    /// <summary>How much of it is shown; everything of what was logged.</summary>
    public required SharingLevel Level { get; init; }

    /// <summary>Null when the viewer may not see it.</summary>
    public string? Subject { get; init; }

    /// <summary>A note's text, or the first words of an email; null when the viewer may not see it.</summary>
    public string? Text { get; init; }

    /// <summary>The author of an email.</summary>
    public EmailAddress? From { get; init; }

    /// <summary>To and Cc of an email.</summary>
    public IReadOnlyList<EmailAddress> To { get; init; } = [];

    /// <summary>The conversation of an email, for the owner of its mailbox alone.</summary>
    public long? ThreadId { get; init; }
    /// <summary>The conversation of an email that somebody else shares.</summary>
    public long? SharedThreadId { get; init; }

    /// <summary>Why the viewer sees it, for people; null for what is their own or was logged.</summary>
    public string? Why { get; init; }

    /// <summary>The meeting an email is about; null when the viewer may not see its subject.</summary>
    public MeetingView? Meeting { get; init; }
    public int? DurationMinutes { get; init; }
    public DateTime? DueAt { get; init; }
    public DateTime? CompletedAt { get; init; }

    /// <summary>What a change of stage or fields changed.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>What it belongs to.</summary>
    public required IReadOnlyList<ActivityRecord> Records { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>To be named by whoever changes it.</summary>
    public required int Version { get; init; }
}

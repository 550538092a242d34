using SimpleCrm.Access;
using SimpleCrm.Mail;
using SimpleCrm.Timeline;

namespace SimpleCrm.Blazor.Api;

/// <summary>An activity as far as the person may see it.</summary>
public sealed record ActivityAnswer
{
    /// <summary>That of an email is the email's id.</summary>
    public required string Id { get; init; }
    public required ActivityType Type { get; init; }
    public required DateTime OccurredAt { get; init; }

    /// <summary>The owner of the mailbox, or who logged it.</summary>
    public required string UserId { get; init; }
    public required string UserName { get; init; }
    public EmailDirection? Direction { get; init; }

    /// <summary>How much is shown: "metadata", "subject" or "everything".</summary>
    public required SharingLevel Level { get; init; }
    public string? Subject { get; init; }

    /// <summary>A note's text, or the first words of an email.</summary>
    public string? Text { get; init; }
    public EmailAddress? From { get; init; }
    public required IReadOnlyList<EmailAddress> To { get; init; }

    /// <summary>The conversation of one's own email.</summary>
    public string? ThreadId { get; init; }
    /// <summary>The conversation of an email that somebody else shares.</summary>
    public string? SharedThreadId { get; init; }

    /// <summary>Why another's email is seen, for people.</summary>
    public string? Why { get; init; }
    public int? DurationMinutes { get; init; }
    public DateTime? DueAt { get; init; }
    public DateTime? CompletedAt { get; init; }

    /// <summary>What a change of stage or fields changed.</summary>
    public required IReadOnlyList<FieldChange> Changes { get; init; }
    public required IReadOnlyList<RecordNameAnswer> Records { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>Named by whoever changes it.</summary>
    public required int Version { get; init; }

    internal static ActivityAnswer Of(ActivityView view) => new()
    {
        Id = ApiIds.Text(view.Id),
        Type = view.Type,
        OccurredAt = view.OccurredAt,
        UserId = ApiIds.Text(view.UserId),
        UserName = view.UserName,
        Direction = view.Direction,
        Level = view.Level,
        Subject = view.Subject,
        Text = view.Text,
        From = view.From,
        To = view.To,
        ThreadId = ApiIds.Text(view.ThreadId),
        SharedThreadId = ApiIds.Text(view.SharedThreadId),
        Why = view.Why,
        DurationMinutes = view.DurationMinutes,
        DueAt = view.DueAt,
        CompletedAt = view.CompletedAt,
        Changes = view.Changes,
        Records = [.. view.Records.Select(r => new RecordNameAnswer(r.Kind, ApiIds.Text(r.Id), r.Name))],
        CreatedAt = view.CreatedAt,
        UpdatedAt = view.UpdatedAt,
        Version = view.Version,
    };
}

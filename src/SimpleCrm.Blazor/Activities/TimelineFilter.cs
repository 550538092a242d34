using System.Globalization;
using SimpleCrm.Mail;
using SimpleCrm.Timeline;

namespace SimpleCrm.Blazor.Activities;

/// <summary>What narrows a timeline on screen.</summary>
public sealed record TimelineFilter
{
    /// <summary>The groups of types that can be chosen.</summary>
    public static readonly IReadOnlyList<(string Key, string Label, ActivityType[] Types)> Groups =
    [
        ("emails", "Emails", [ActivityType.EmailReceived, ActivityType.EmailSent]),
        ("calls", "Calls", [ActivityType.Call]),
        ("meetings", "Meetings", [ActivityType.Meeting]),
        ("notes", "Notes", [ActivityType.Note]),
        ("tasks", "Tasks", [ActivityType.Task]),
        ("changes", "Changes", [ActivityType.StageChange, ActivityType.FieldChange]),
    ];

    public string Group { get; init; } = "";
    public long? UserId { get; init; }
    public EmailDirection? Direction { get; init; }

    /// <summary>Days in the viewer's zone.</summary>
    public DateOnly? From { get; init; }

    /// <inheritdoc cref="From"/>
    public DateOnly? Until { get; init; }

    public bool IsNarrow => this != new TimelineFilter();

    public TimelineQuery ToQuery(TimeZoneInfo zone) => new()
    {
        Types = Groups.FirstOrDefault(g => g.Key == Group).Types ?? [],
        UserId = UserId,
        Direction = Direction,
        From = From is { } from ? Utc(from, zone) : null,
        To = Until is { } until ? Utc(until.AddDays(1), zone) : null,
    };

    /// <summary>The day of a date field; null for none.</summary>
    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateTime Utc(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(midnight) ? midnight.AddHours(1) : midnight, zone);
    }
}

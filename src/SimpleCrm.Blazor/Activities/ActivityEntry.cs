using System.Globalization;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Timeline;

namespace SimpleCrm.Blazor.Activities;

/// <summary>What somebody types while they log an activity; times are in their own zone.</summary>
public sealed class ActivityEntry
{
    private const string Format = "yyyy-MM-dd'T'HH:mm";
    private readonly TimeZoneInfo _zone;

    /// <summary>A new one.</summary>
    public ActivityEntry(ActivityType type, IReadOnlyList<ActivityRecord> records, DateTimeOffset now, TimeZoneInfo zone)
    {
        (_zone, Type, Records) = (zone, type, [.. records]);
        When = Local(now.UtcDateTime);
    }

    /// <summary>One that was logged.</summary>
    public ActivityEntry(ActivityView activity, TimeZoneInfo zone)
    {
        (_zone, Type, Records) = (zone, activity.Type, [.. activity.Records]);
        (Subject, Text, When, Direction, IsDone) = (activity.Subject ?? "", activity.Text ?? "", Local(activity.OccurredAt), activity.Direction, activity.CompletedAt is not null);
        Minutes = activity.DurationMinutes?.ToString(CultureInfo.InvariantCulture) ?? "";
        Due = activity.DueAt is { } due ? Local(due) : "";
    }

    public ActivityType Type { get; set; }
    public string Subject { get; set; } = "";
    public string Text { get; set; } = "";
    public string When { get; set; }
    public string Due { get; set; } = "";
    public string Minutes { get; set; } = "";
    public EmailDirection? Direction { get; set; } = EmailDirection.Outbound;
    public bool IsDone { get; set; }
    public List<ActivityRecord> Records { get; }

    /// <summary>For the log; null with a sentence in <paramref name="errors"/> for what cannot be read.</summary>
    public ActivityContent? ToContent(out IReadOnlyDictionary<string, string[]> errors)
    {
        var found = new Dictionary<string, string[]>();
        var (at, due) = (Utc(When), Due.Length > 0 ? Utc(Due) : null);
        int? minutes = null;
        if (at is null)
            found["occurredAt"] = ["Enter a date and a time."];
        if (Due.Length > 0 && due is null)
            found["dueAt"] = ["Enter a date and a time."];
        if (Minutes.Trim().Length > 0)
        {
            if (int.TryParse(Minutes.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                minutes = number;
            else
                found["durationMinutes"] = ["Enter minutes, like 30."];
        }
        errors = found;
        return found.Count > 0 ? null : new ActivityContent
        {
            Type = Type,
            OccurredAt = at,
            Direction = Direction,
            Subject = Subject,
            Text = Text,
            DurationMinutes = minutes,
            DueAt = due,
            IsDone = IsDone,
            Records = [.. Records.Select(r => new RecordReference(r.Kind, r.Id))],
        };
    }

    private string Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), _zone).ToString(Format, CultureInfo.InvariantCulture);

    // An hour that a change of the clocks leaves out is the one after it.
    private DateTime? Utc(string local)
    {
        if (!DateTime.TryParse(local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return null;
        return TimeZoneInfo.ConvertTimeToUtc(_zone.IsInvalidTime(at) ? at.AddHours(1) : at, _zone);
    }
}

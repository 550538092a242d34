using System.Globalization;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Mail;
using SimpleCrm.Timeline;

namespace SimpleCrm.Blazor.Activities;

/// <summary>Activities as people read them.</summary>
public static class ActivityWords
{
    /// <summary>What people log by hand.</summary>
    public static readonly ActivityType[] Logged = [ActivityType.Call, ActivityType.Meeting, ActivityType.Note, ActivityType.Task];

    public static string Name(ActivityType type) => type switch
    {
        ActivityType.EmailReceived or ActivityType.EmailSent => "Email",
        ActivityType.StageChange => "Stage",
        ActivityType.FieldChange => "Change",
        _ => type.ToString(),
    };

    /// <summary>Name of its icon.</summary>
    public static string Icon(ActivityView activity) => activity.Meeting is not null ? "calendar" : Icon(activity.Type);

    /// <inheritdoc cref="Icon(ActivityView)"/>
    public static string Icon(ActivityType type) => type switch
    {
        ActivityType.EmailReceived => "mail",
        ActivityType.EmailSent => "send",
        ActivityType.Call => "phone",
        ActivityType.Meeting => "calendar",
        ActivityType.Note => "file-text",
        ActivityType.Task => "square-check",
        ActivityType.StageChange => "move-right",
        _ => "pencil",
    };

    public static bool IsEmail(ActivityView activity) => activity.Type is ActivityType.EmailReceived or ActivityType.EmailSent;

    /// <summary>The line that says what it was.</summary>
    public static string Title(ActivityView activity) => activity switch
    {
        { Type: ActivityType.StageChange, Changes: [var change, ..] } => $"{change.From ?? "Nothing"} → {change.To ?? "nothing"}",
        { Type: ActivityType.FieldChange, Changes: [var change, ..] } => Change(change) + (activity.Changes.Count > 1 ? $", and {activity.Changes.Count - 1} more" : ""),
        { Subject.Length: > 0 } => activity.Subject,
        { Subject: null } => "Subject not shared",
        { Type: ActivityType.Note } => FirstLine(activity.Text),
        _ => "(no subject)",
    };

    /// <summary>The line below: who, how long, the first words.</summary>
    public static string Detail(ActivityView activity, DateTimeOffset now, TimeZoneInfo zone) => string.Join(" · ", Parts(activity, now, zone).Where(p => p.Length > 0));

    /// <summary>"14 min", "2 h", "1 h 30 min".</summary>
    public static string Span(int minutes) => minutes < 60 ? $"{minutes} min" : minutes % 60 == 0 ? $"{minutes / 60} h" : $"{minutes / 60} h {minutes % 60} min";

    private static IEnumerable<string> Parts(ActivityView activity, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (IsEmail(activity))
            yield return $"{(activity.From is { } from ? PersonNames.Full(from) : "")}{(activity.To.Count > 0 ? $" to {string.Join(", ", activity.To.Take(2).Select(PersonNames.Full))}" : "")}";
        else
            yield return activity.Type switch
            {
                ActivityType.Call => activity.Direction switch { EmailDirection.Inbound => "They called", EmailDirection.Outbound => "Call to them", _ => "Call" },
                ActivityType.Task when activity.CompletedAt is { } done => $"Done {MailTime.Medium(done, now, zone).ToLower(CultureInfo.InvariantCulture)}",
                ActivityType.Task => activity.DueAt is { } due ? $"Due {MailTime.Medium(due, now, zone)}" : "Task",
                _ => Name(activity.Type),
            };
        if (activity.DurationMinutes is { } minutes)
            yield return Span(minutes);
        if (!(activity.Type == ActivityType.Note && activity.Subject is not { Length: > 0 }) && activity.Text is { } text)
            yield return text.ReplaceLineEndings(" ");
    }

    private static string Change(FieldChange change) => $"{Field(change.Field)}: {change.From ?? "nothing"} → {change.To ?? "nothing"}";

    // "closeDate" is "Close date".
    private static string Field(string name)
    {
        var words = string.Concat(name.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
        return words.Length > 0 ? char.ToUpperInvariant(words[0]) + words[1..] : words;
    }

    private static string FirstLine(string? text) => text?.Split('\n', 2)[0] ?? "";
}

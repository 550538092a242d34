using SimpleCrm.Contacts;
using SimpleCrm.Mail;

namespace SimpleCrm.Timeline;

/// <summary>Takes what a person logged into an activity, checked.</summary>
internal static class ActivityChecks
{
    private const int LongestMinutes = 31 * 24 * 60;
    private static readonly DateTime Earliest = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static void Apply(Activity row, ActivityContent content, DateTime now, Mistakes mistakes)
    {
        row.Subject = mistakes.Line("subject", content.Subject, Activity.SubjectLength);
        row.Body = DisplayText.CleanBody(content.Text ?? "").Trim();
        if (row.Body.Length > Activity.BodyLength)
            mistakes.Add("text", $"Use at most {Activity.BodyLength:N0} characters.");
        if (row.Subject.Length == 0 && (row.Type != ActivityType.Note || row.Body.Length == 0))
            mistakes.Add("subject", row.Type == ActivityType.Note ? "Enter a subject or a text." : "Enter a subject.");
        if (content.DurationMinutes is < 0 or > LongestMinutes)
            mistakes.Add("durationMinutes", $"Enter 0 to {LongestMinutes:N0} minutes.");
        if (Outside(content.OccurredAt, now))
            mistakes.Add("occurredAt", "Enter a time from the year 2000 to two years from now.");
        if (Outside(content.DueAt, now))
            mistakes.Add("dueAt", "Enter a time from the year 2000 to two years from now.");
        var (isTask, lasts) = (row.Type == ActivityType.Task, row.Type is ActivityType.Call or ActivityType.Meeting);
        row.OccurredAt = content.OccurredAt?.ToUniversalTime() ?? row.OccurredAt;
        row.Direction = row.Type == ActivityType.Call ? content.Direction : null;
        row.DurationMinutes = lasts ? content.DurationMinutes : null;
        row.DueAt = isTask ? content.DueAt?.ToUniversalTime() : null;
        row.CompletedAt = isTask && content.IsDone ? row.CompletedAt ?? now : null;
    }

    private static bool Outside(DateTime? at, DateTime now) => at is { } value && (value.ToUniversalTime() < Earliest || value.ToUniversalTime() > now.AddYears(2));
}

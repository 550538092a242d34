namespace SimpleCrm.Blazor.Api;

/// <summary>Body of <c>POST /api/email/snooze</c> and <c>POST /api/email/reminders</c>.</summary>
public sealed record FollowUpBody
{
    /// <summary>1 to 5000 conversations.</summary>
    public IReadOnlyList<string>? ThreadIds { get; init; }

    /// <summary>The time (ISO 8601 with offset), within a year; null takes it back.</summary>
    public DateTimeOffset? At { get; init; }
}

namespace SimpleCrm.Blazor.Api;

/// <summary>Body of <c>PUT /api/email/outbox/{id}/schedule</c>.</summary>
public sealed record ScheduleBody
{
    /// <summary>Not before this time (ISO 8601 with offset).</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>IANA name of the zone in which it was chosen; the person's own when absent.</summary>
    public string? TimeZone { get; init; }
}

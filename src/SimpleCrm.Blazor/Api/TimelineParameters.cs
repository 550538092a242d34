using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Mail;
using SimpleCrm.Timeline;

namespace SimpleCrm.Blazor.Api;

/// <summary>What timelines can be asked for, from the query string.</summary>
internal sealed record TimelineParameters
{
    /// <summary>Types, separated by commas.</summary>
    [FromQuery(Name = "type")]
    public string? Type { get; init; }

    [FromQuery(Name = "userId")]
    public string? UserId { get; init; }

    /// <summary>inbound or outbound.</summary>
    [FromQuery(Name = "direction")]
    public string? Direction { get; init; }

    /// <summary>A time in ISO 8601, UTC where it names no offset.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    [FromQuery(Name = "to")]
    public string? To { get; init; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "pageSize")]
    public int? PageSize { get; init; }

    /// <summary>What is wrong, else the query.</summary>
    public ValidationProblem? Read(out TimelineQuery query)
    {
        var types = (Type ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Word<ActivityType>).ToList();
        query = new TimelineQuery
        {
            Types = [.. types.OfType<ActivityType>().Distinct()],
            UserId = ApiIds.Parse(UserId),
            Direction = Word<EmailDirection>(Direction),
            From = Time(From),
            To = Time(To),
            Cursor = Cursor,
            PageSize = PageSize ?? TimelineQuery.DefaultPageSize,
        };
        if (PageSize is < 1 or > TimelineQuery.MaxPageSize)
            return Problems.Field("pageSize", $"Ask for 1 to {TimelineQuery.MaxPageSize} activities.");
        if (types.Contains(null))
            return Problems.Field("type", "Types are emailReceived, emailSent, call, meeting, note, task, stageChange and fieldChange.");
        if (From is not null && query.From is null)
            return Problems.Field("from", "Give a time like 2026-11-25T09:41:00Z.");
        if (To is not null && query.To is null)
            return Problems.Field("to", "Give a time like 2026-11-25T09:41:00Z.");
        if (UserId is not null && query.UserId is null)
            return Problems.Field("userId", "This is not a person's id.");
        return Direction is not null && query.Direction is null ? Problems.Field("direction", "The direction is inbound or outbound.") : null;
    }

    private static DateTime? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.UtcDateTime : null;

    // Names only: numbers are nobody's business.
    internal static T? Word<T>(string? text) where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<T>(name) : null;
}

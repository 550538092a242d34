using SimpleCrm.Mail;

namespace SimpleCrm.Timeline;

/// <summary>Which activities, newest first. What is null or empty does not narrow them.</summary>
public sealed record TimelineQuery
{
    public const int DefaultPageSize = 50;
    public const int MaxPageSize = 100;

    public IReadOnlyCollection<ActivityType> Types { get; init; } = [];

    /// <summary>Whose: the owner of the mailbox, or who logged it.</summary>
    public long? UserId { get; init; }

    /// <summary>Emails and calls of this direction.</summary>
    public EmailDirection? Direction { get; init; }

    /// <summary>Not before this time, UTC.</summary>
    public DateTime? From { get; init; }

    /// <summary>Before this time, UTC.</summary>
    public DateTime? To { get; init; }

    /// <summary><see cref="TimelinePage.NextCursor"/> of the page before. A place in time: what happens meanwhile shifts nothing.</summary>
    public string? Cursor { get; init; }

    /// <summary>1 to 100; more is cut to 100.</summary>
    public int PageSize { get; init; } = DefaultPageSize;
}

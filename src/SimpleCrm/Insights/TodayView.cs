namespace SimpleCrm.Insights;

/// <summary>What there is to do. Each list is cut; the counts are not.</summary>
public sealed record TodayView
{
    /// <summary>Somebody of a record wrote last; the longest wait first.</summary>
    public required IReadOnlyList<TodayThread> NeedsReply { get; init; }
    public required int NeedsReplyCount { get; init; }

    /// <summary>One wrote last, some days ago; the longest wait first.</summary>
    public required IReadOnlyList<TodayThread> Waiting { get; init; }
    public required int WaitingCount { get; init; }

    /// <summary>Due until the end of the day; the oldest first.</summary>
    public required IReadOnlyList<TodayTask> Due { get; init; }

    /// <summary>One's own open deals without contact; the longest first.</summary>
    public required IReadOnlyList<QuietDeal> Quiet { get; init; }
}

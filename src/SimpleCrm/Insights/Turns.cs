namespace SimpleCrm.Insights;

/// <summary>Answers within one conversation: a customer's turn begins with their first email since the last answer.</summary>
internal static class Turns
{
    /// <param name="emails">Of one conversation, in the order of their times.</param>
    /// <returns>How long each answered turn waited, and since when an open one does.</returns>
    public static (IReadOnlyList<TimeSpan> Answered, DateTime? OpenSince) Of(IEnumerable<(DateTime At, bool IsSent)> emails)
    {
        var answered = new List<TimeSpan>();
        DateTime? open = null;
        foreach (var (at, isSent) in emails)
        {
            if (!isSent)
                open ??= at;
            else if (open is { } since)
            {
                answered.Add(at - since);
                open = null;
            }
        }
        return (answered, open);
    }

    /// <summary>The value below which this share of them lies (nearest rank); null for none.</summary>
    public static TimeSpan? Quantile(IReadOnlyCollection<TimeSpan> times, double share) =>
        times.Count == 0 ? null : times.Order().ElementAt((int)Math.Ceiling(share * times.Count) - 1);
}

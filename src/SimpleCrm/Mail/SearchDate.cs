namespace SimpleCrm.Mail;

/// <summary>A day, absolute or counted back from today.</summary>
/// <param name="Day">For 2026-11-03.</param>
/// <param name="Days">With <paramref name="Months"/>, for 7d, 2w, 3m, 1y.</param>
public readonly record struct SearchDate(DateOnly? Day, int Days, int Months)
{
    /// <param name="today">The viewer's day, in the viewer's zone.</param>
    public DateOnly Resolve(DateOnly today)
    {
        if (Day is { } day)
            return day;
        var months = Math.Min(Months, (today.Year - 1) * 12);
        var start = today.AddMonths(-months);
        return start.AddDays(-Math.Min(Days, start.DayNumber));
    }

    internal static bool TryParse(ReadOnlySpan<char> text, out SearchDate date)
    {
        date = default;
        if (DateOnly.TryParseExact(text, ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day))
        {
            date = new SearchDate(day, 0, 0);
            return true;
        }
        if (text is "today" or "yesterday")
        {
            date = new SearchDate(null, text is "today" ? 0 : 1, 0);
            return true;
        }
        if (text.Length is < 2 or > 6 || !int.TryParse(text[..^1], System.Globalization.NumberStyles.None, null, out var count))
            return false;
        SearchDate? relative = char.ToLowerInvariant(text[^1]) switch
        {
            'd' => new SearchDate(null, count, 0),
            'w' => new SearchDate(null, count * 7, 0),
            'm' => new SearchDate(null, 0, count),
            'y' => new SearchDate(null, 0, count * 12),
            _ => null,
        };
        date = relative.GetValueOrDefault();
        return relative is not null;
    }
}

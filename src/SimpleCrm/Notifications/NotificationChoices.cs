namespace SimpleCrm.Notifications;

/// <summary>What a person wants to be told, and how.</summary>
public sealed record NotificationChoices
{
    /// <summary>Kinds that are listed; the others are not even stored.</summary>
    public IReadOnlyCollection<NotificationKind> Listed { get; init; } = Enum.GetValues<NotificationKind>();

    /// <summary>Kinds that the browser shows too.</summary>
    public IReadOnlyCollection<NotificationKind> InBrowser { get; init; } = [];

    /// <summary>Between these times of the person's day the browser shows nothing; null for no quiet hours.</summary>
    public (TimeOnly From, TimeOnly To)? Quiet { get; init; }

    /// <summary>When the digest of the day comes; null for none.</summary>
    public TimeOnly? DigestAt { get; init; }

    internal bool IsQuiet(TimeOnly now) => Quiet is var (from, to) && from != to && now.IsBetween(from, to);

    internal static NotificationChoices Of(NotificationSettings? row) => row is null ? new() : new NotificationChoices
    {
        Listed = [.. Enum.GetValues<NotificationKind>().Where(k => (row.Muted & 1 << (int)k) == 0)],
        InBrowser = [.. Enum.GetValues<NotificationKind>().Where(k => (row.InBrowser & 1 << (int)k) != 0)],
        Quiet = row.QuietFrom == row.QuietTo ? null : (Time(row.QuietFrom), Time(row.QuietTo)),
        DigestAt = row.DigestAt is { } at ? Time(at) : null,
    };

    internal void ApplyTo(NotificationSettings row)
    {
        row.Muted = Enum.GetValues<NotificationKind>().Where(k => !Listed.Contains(k)).Sum(k => 1 << (int)k);
        row.InBrowser = Enum.GetValues<NotificationKind>().Where(InBrowser.Contains).Sum(k => 1 << (int)k);
        (row.QuietFrom, row.QuietTo) = Quiet is var (from, to) ? (Minutes(from), Minutes(to)) : (0, 0);
        row.DigestAt = DigestAt is { } at ? Minutes(at) : null;
    }

    private static int Minutes(TimeOnly time) => time.Hour * 60 + time.Minute;

    private static TimeOnly Time(int minutes) => new(minutes / 60 % 24, minutes % 60);
}

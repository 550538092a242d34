using SimpleCrm.Notifications;

namespace SimpleCrm.Blazor.Api;

/// <summary>What a person is told, and how.</summary>
public sealed record NotificationSettingsBody
{
    /// <summary>Kinds that are listed; the others are not stored.</summary>
    public IReadOnlyList<NotificationKind> Listed { get; init; } = [];

    /// <summary>Kinds that the browser shows too.</summary>
    public IReadOnlyList<NotificationKind> InBrowser { get; init; } = [];

    /// <summary>Between these times of the person's day ("22:00") the browser shows nothing.</summary>
    public TimeOnly? QuietFrom { get; init; }
    public TimeOnly? QuietTo { get; init; }

    /// <summary>When the digest of the day comes; null for none.</summary>
    public TimeOnly? DigestAt { get; init; }

    internal NotificationChoices ToChoices() => new()
    {
        Listed = Listed,
        InBrowser = InBrowser,
        Quiet = QuietFrom is { } from && QuietTo is { } to ? (from, to) : null,
        DigestAt = DigestAt,
    };

    internal static NotificationSettingsBody Of(NotificationChoices choices) => new()
    {
        Listed = [.. choices.Listed],
        InBrowser = [.. choices.InBrowser],
        QuietFrom = choices.Quiet?.From,
        QuietTo = choices.Quiet?.To,
        DigestAt = choices.DigestAt,
    };
}

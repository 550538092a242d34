namespace SimpleCrm.Notifications;

/// <summary>What a person wants to be told; no row before they chose.</summary>
public sealed class NotificationSettings
{
    public long UserId { get; set; }

    /// <summary>Kinds that are not wanted at all, a bit for each number of <see cref="NotificationKind"/>.</summary>
    public int Muted { get; set; }

    /// <summary>Kinds that the browser shows too, in the same way.</summary>
    public int InBrowser { get; set; }

    /// <summary>Minutes after midnight, in the person's zone, between which the browser shows nothing; equal for never.</summary>
    public int QuietFrom { get; set; }
    public int QuietTo { get; set; }

    /// <summary>Minutes after midnight at which the day's digest comes; null for none.</summary>
    public int? DigestAt { get; set; }
}

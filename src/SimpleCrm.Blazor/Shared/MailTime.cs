using System.Globalization;

namespace SimpleCrm.Blazor.Shared;

/// <summary>Times as lists and letters show them, in the viewer's zone.</summary>
public static class MailTime
{
    private static readonly CultureInfo Words = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The zone of that IANA name; UTC when this machine does not know it.</summary>
    public static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>"10:42" today, "Sat" in the last six days, "3 Nov" this year, "3 Nov 2024" before.</summary>
    public static string Short(DateTime utc, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (then, today) = Local(utc, now, zone);
        var days = (today.Date - then.Date).Days;
        return then.ToString(days == 0 ? "HH:mm" : days is > 0 and < 7 ? "ddd" : then.Year == today.Year ? "d MMM" : "d MMM yyyy", Words);
    }

    /// <summary>"Today, 10:42", "Yesterday, 10:42", "Sat 21 Nov, 10:42", "3 Nov 2024, 10:42".</summary>
    public static string Medium(DateTime utc, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (then, today) = Local(utc, now, zone);
        var day = (today.Date - then.Date).Days switch
        {
            0 => "Today",
            1 => "Yesterday",
            > 0 and < 7 => then.ToString("ddd d MMM", Words),
            _ => then.ToString(then.Year == today.Year ? "d MMM" : "d MMM yyyy", Words),
        };
        return $"{day}, {then.ToString("HH:mm", Words)}";
    }

    /// <summary>"Saturday, 21 November 2026 at 10:42 (Europe/Berlin)".</summary>
    public static string Full(DateTime utc, TimeZoneInfo zone) =>
        $"{TimeZoneInfo.ConvertTimeFromUtc(Utc(utc), zone).ToString("dddd, d MMMM yyyy 'at' HH:mm", Words)} ({zone.Id})";

    /// <summary>For the datetime attribute.</summary>
    public static string Machine(DateTime utc) => Utc(utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static (DateTime Then, DateTime Today) Local(DateTime utc, DateTimeOffset now, TimeZoneInfo zone) =>
        (TimeZoneInfo.ConvertTimeFromUtc(Utc(utc), zone), TimeZoneInfo.ConvertTime(now, zone).DateTime);

    private static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);
}

using SimpleCrm.Blazor.Shared;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Shared;

public sealed class MailTimeTests
{
    // Monday, 23 November 2026, 00:30 in Berlin.
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 23, 30, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Berlin = MailTime.Zone("Europe/Berlin");

    [Theory]
    [InlineData("2026-11-22T23:05:00Z", "00:05", "Today, 00:05")]
    [InlineData("2026-11-22T22:55:00Z", "Sun", "Yesterday, 23:55")]
    [InlineData("2026-11-17T12:00:00Z", "Tue", "Tue 17 Nov, 13:00")]
    [InlineData("2026-11-16T12:00:00Z", "16 Nov", "16 Nov, 13:00")]
    [InlineData("2025-11-16T12:00:00Z", "16 Nov 2025", "16 Nov 2025, 13:00")]
    [InlineData("2026-11-23T12:00:00Z", "13:00", "Today, 13:00")]
    public void Days_begin_where_the_viewer_is(string utc, string brief, string medium)
    {
        var time = DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
        Assert.Equal(brief, MailTime.Short(time, Now, Berlin));
        Assert.Equal(medium, MailTime.Medium(time, Now, Berlin));
    }

    [Fact]
    public void An_unknown_zone_is_UTC() => Assert.Equal(TimeZoneInfo.Utc, MailTime.Zone("Mars/Olympus"));
}

using Microsoft.Extensions.Time.Testing;

namespace SimpleCrm.MailProviders.Tests.Convergence;

/// <summary>
/// A clock that stands still, and jumps over whatever the product waits for: pauses of a minute and less cost no time. What waits longer is a
/// limit on an answer, and passes only when the clock is moved.
/// </summary>
internal sealed class SkippingTimeProvider(FakeTimeProvider clock) : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(61);

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= LongestPause)
            ThreadPool.QueueUserWorkItem(_ => clock.Advance(dueTime));
        return timer;
    }
}

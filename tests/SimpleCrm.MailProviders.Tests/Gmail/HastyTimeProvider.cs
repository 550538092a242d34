namespace SimpleCrm.MailProviders.Tests.Gmail;

/// <summary>A clock that runs many times as fast, so that waits of minutes pass while real calls are made.</summary>
internal sealed class HastyTimeProvider(int factor) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _started = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + System.GetElapsedTime(_started) * factor;

    public override long TimestampFrequency => System.TimestampFrequency / factor;

    public override long GetTimestamp() => System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period));

    private TimeSpan Hurried(TimeSpan wait) => wait > TimeSpan.Zero ? wait / factor : wait;
}

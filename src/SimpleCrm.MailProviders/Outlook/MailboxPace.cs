using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>
/// How many calls one mailbox may have at once, and until when the service asked to be left alone. Shared by everything that works for the mailbox.
/// </summary>
internal sealed class MailboxPace(TimeProvider time)
{
    // Graph serves four at once; one of them is kept for what a person waits for.
    private const int AtOnce = 4, OfBackground = 3;

    /// <summary>Longer waits are left to whoever schedules the work.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _all = new(AtOnce), _background = new(OfBackground);
    private long _closedUntil;

    /// <summary>Waits for its turn. The result gives the turn back.</summary>
    /// <exception cref="MailboxAccessException">The service asked for more patience than a call should have.</exception>
    public async Task<IDisposable> EnterAsync(bool isBackground, CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken);
        if (isBackground)
            await _background.WaitAsync(cancellationToken);
        try
        {
            await _all.WaitAsync(cancellationToken);
        }
        catch
        {
            if (isBackground)
                _background.Release();
            throw;
        }
        return new Turn(this, isBackground);
    }

    /// <summary>Nobody calls before this time is over.</summary>
    public void Close(TimeSpan wait)
    {
        var until = (time.GetUtcNow() + wait).UtcTicks;
        for (var seen = Interlocked.Read(ref _closedUntil); seen < until; seen = Interlocked.Read(ref _closedUntil))
            if (Interlocked.CompareExchange(ref _closedUntil, until, seen) == seen)
                return;
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (new DateTimeOffset(Interlocked.Read(ref _closedUntil), TimeSpan.Zero) - time.GetUtcNow() is { Ticks: > 0 } wait)
        {
            if (wait > LongestWait)
                throw new MailboxAccessException(MailboxProblem.RateLimited, null) { RetryAfter = wait };
            // Waits are cut to whole milliseconds; without one more the last part would be spent spinning.
            await Task.Delay(wait + TimeSpan.FromMilliseconds(1), time, cancellationToken);
        }
    }

    private sealed class Turn(MailboxPace pace, bool isBackground) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) != 0)
                return;
            pace._all.Release();
            if (isBackground)
                pace._background.Release();
        }
    }
}

using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>
/// The quota units of one mailbox, shared by all its sessions: refilled steadily, so that no minute uses more than allowed, and with a share
/// that only calls a person waits for may touch. Safe for concurrent use.
/// </summary>
internal sealed class UnitBudget
{
    // What may be spent at once. The rest of the minute's units flows in over the minute, so that together they stay within it.
    private const double BurstShare = 0.15;

    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(1);

    // Waits are cut to whole milliseconds; without it the last part of one would be spent spinning.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly double _burst, _perSecond, _reserve;
    private double _units;
    private DateTimeOffset _refilledAt, _heldUntil;

    public UnitBudget(GmailQuotaOptions options, TimeProvider time)
    {
        _time = time;
        _burst = options.UnitsPerMinute * BurstShare;
        _perSecond = options.UnitsPerMinute * (1 - BurstShare) / 60;
        _reserve = _burst * options.ReservedShare;
        _units = _burst;
        _refilledAt = time.GetUtcNow();
    }

    /// <summary>Waits until the units are there and takes them.</summary>
    /// <exception cref="MailboxAccessException">The provider asked to be left alone for longer than is worth waiting.</exception>
    public async Task TakeAsync(int units, bool isPersonal, CancellationToken cancellationToken)
    {
        while (true)
        {
            var wait = TryTake(units, isPersonal);
            if (wait <= TimeSpan.Zero)
                return;
            await Task.Delay(wait, _time, cancellationToken);
        }
    }

    /// <summary>The provider refused, or asked for a pause: nothing is sent until then.</summary>
    public void Hold(TimeSpan pause)
    {
        lock (_gate)
        {
            var until = _time.GetUtcNow() + pause;
            if (until > _heldUntil)
                _heldUntil = until;
        }
    }

    private TimeSpan TryTake(int units, bool isPersonal)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            if (_heldUntil - now > LongestHold)
                throw new MailboxAccessException(MailboxProblem.RateLimited, null) { RetryAfter = _heldUntil - now };
            if (_heldUntil > now)
                return _heldUntil - now + Tick;
            _units = Math.Min(_burst, _units + (now - _refilledAt).TotalSeconds * _perSecond);
            _refilledAt = now;
            // A call dearer than the whole burst goes out on a full one and leaves a debt.
            var needed = Math.Min(units + (isPersonal ? 0 : _reserve), _burst);
            if (_units < needed)
                return TimeSpan.FromSeconds((needed - _units) / _perSecond) + Tick;
            _units -= units;
            return TimeSpan.Zero;
        }
    }
}

namespace SimpleCrm.Sandbox.Google;

/// <summary>Quota units used in the last minute, and over all. Safe for concurrent use.</summary>
public sealed class QuotaWindow(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<(DateTimeOffset At, int Units)> _recent = new();
    private int _recentUnits;

    /// <summary>Units a minute that are answered; what is above is refused with 429.</summary>
    public int UnitsPerMinute { get; set; } = 15_000;

    /// <summary>Units of all answered calls.</summary>
    public long Used { get; private set; }

    /// <summary>Calls refused for the quota.</summary>
    public int Refused { get; private set; }

    internal bool Take(int units)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            while (_recent.TryPeek(out var oldest) && now - oldest.At >= TimeSpan.FromMinutes(1))
                _recentUnits -= _recent.Dequeue().Units;
            if (_recentUnits + units > UnitsPerMinute)
            {
                Refused++;
                return false;
            }
            _recent.Enqueue((now, units));
            _recentUnits += units;
            Used += units;
            return true;
        }
    }
}

using System.Collections.Concurrent;

namespace SimpleCrm.Mailboxes;

/// <summary>How fast backfills go at present, from the progress that was seen at different times.</summary>
internal sealed class ProgressRates(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<long, Queue<(long At, int Done)>> _seen = [];

    /// <summary>Emails per second, or null before it can be told.</summary>
    public double? Observe(long mailboxId, int done, int total)
    {
        if (done >= total)
        {
            _seen.TryRemove(mailboxId, out _);
            return null;
        }
        var seen = _seen.GetOrAdd(mailboxId, _ => new());
        lock (seen)
        {
            var now = time.GetTimestamp();
            if (seen.Count > 0 && seen.Last().Done > done)
                seen.Clear();
            if (seen.Count == 0 || time.GetElapsedTime(seen.Last().At, now) >= TimeSpan.FromMilliseconds(250))
                seen.Enqueue((now, done));
            while (seen.Count > 2 && time.GetElapsedTime(seen.Peek().At, now) > Window)
                seen.Dequeue();
            var span = time.GetElapsedTime(seen.Peek().At, now);
            return span < TimeSpan.FromSeconds(1) ? null : (done - seen.Peek().Done) / span.TotalSeconds;
        }
    }
}

using System.Security.Cryptography;

namespace SimpleCrm;

/// <summary>
/// Row identifiers given out by the application: 63-bit, positive, ascending within a process and roughly by time across processes
/// (41 bits of milliseconds, 10 bits drawn at start-up, 12 bits of sequence). Known before the insert, so that rows can be
/// written in batches and ciphertext can name the row it belongs to.
/// </summary>
public static class RowId
{
    private const long Epoch = 1_735_689_600_000; // 2025-01-01T00:00:00Z in Unix milliseconds
    private static readonly long Node = (long)RandomNumberGenerator.GetInt32(1024) << 12;
    private static long _last;

    /// <summary>The next identifier. Never returns the same value twice in one process.</summary>
    public static long Next()
    {
        while (true)
        {
            var seen = Volatile.Read(ref _last);
            var tick = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - Epoch;
            var next = Math.Max(seen + 1, tick << 12);
            if (Interlocked.CompareExchange(ref _last, next, seen) == seen)
                return ((next >> 12) << 22) | Node | (next & 0xFFF);
        }
    }
}

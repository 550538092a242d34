namespace SimpleCrm.Sync;

/// <summary>Waiting times between attempts: doubling, bounded, and spread so that many mailboxes do not come back at one moment.</summary>
internal static class Backoff
{
    /// <summary>The wait after the given number of failures in a row (1 or more), plus up to a quarter of it.</summary>
    public static TimeSpan After(int failures, TimeSpan first, TimeSpan longest)
    {
        var wait = first * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return (wait < longest ? wait : longest) * (1 + Random.Shared.NextDouble() / 4);
    }
}

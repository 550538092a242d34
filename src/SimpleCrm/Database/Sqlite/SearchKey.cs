namespace SimpleCrm.Database.Sqlite;

/// <summary>
/// Row ids of the search index. They ascend by time within a mailbox, and each mailbox has a stretch of its own: the newest hits are read from the
/// end of that stretch, however common the word is and however much mail others have, and a query cannot reach beyond it.
/// 21 bits of mailbox, 32 bits of seconds since 1970, 10 bits to tell emails of the same second apart.
/// </summary>
internal static class SearchKey
{
    public const int MaxPartition = (1 << 21) - 1;
    private const int TimeBits = 42;
    private const int SequenceBits = 10;
    private const long TimeMask = (1L << TimeBits) - 1;

    /// <summary>The first key of the second in which the email stands.</summary>
    public static long First(int partition, DateTime sortAt) => ((long)partition << TimeBits) | (Seconds(sortAt) << SequenceBits);

    /// <summary>The last key of that second.</summary>
    public static long Last(int partition, DateTime sortAt) => First(partition, sortAt) | ((1L << SequenceBits) - 1);

    /// <summary>The mailbox's whole stretch.</summary>
    public static (long From, long To) Stretch(int partition) => ((long)partition << TimeBits, ((long)partition << TimeBits) | TimeMask);

    public static int Partition(long key) => (int)(key >> TimeBits);

    /// <summary>The part that orders keys of different mailboxes by time.</summary>
    public static long Time(long key) => key & TimeMask;

    public static long At(int partition, long time) => ((long)partition << TimeBits) | time;

    private static long Seconds(DateTime time) =>
        Math.Clamp(new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeSeconds(), 0, uint.MaxValue);
}

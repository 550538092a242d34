namespace SimpleCrm.Insights;

/// <summary>A conversation of one's own that asks for something.</summary>
/// <param name="With">Who wrote last, or whom one wrote to.</param>
public sealed record TodayThread(long ThreadId, string Subject, string With, DateTime At);

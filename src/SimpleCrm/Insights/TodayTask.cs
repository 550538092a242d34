namespace SimpleCrm.Insights;

/// <summary>A task that is due, or a conversation that nobody answered in the time given.</summary>
/// <param name="ThreadId">The conversation; null for a task.</param>
public sealed record TodayTask(long Id, long? ThreadId, string Subject, DateTime DueAt);

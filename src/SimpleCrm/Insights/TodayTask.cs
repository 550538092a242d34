using SimpleCrm.Timeline;

namespace SimpleCrm.Insights;

/// <summary>A task that is due, or a conversation that nobody answered in the time given.</summary>
/// <param name="ThreadId">The conversation; null for a task.</param>
/// <param name="Task">The task; null for a conversation.</param>
public sealed record TodayTask(long Id, long? ThreadId, ActivityView? Task, string Subject, DateTime DueAt);

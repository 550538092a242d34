namespace SimpleCrm.Insights;

/// <summary>A conversation of somebody of the team in which a customer waits for an answer.</summary>
/// <param name="Subject">Null when the viewer may not see it.</param>
/// <param name="With">Who waits.</param>
/// <param name="Since">The first email that has no answer.</param>
/// <param name="IsOwn">It is the viewer's, who reads it in their own mailbox.</param>
public sealed record UnansweredThread(long ThreadId, string RepName, string? Subject, string With, DateTime Since, bool IsOwn);

namespace SimpleCrm.Sync;

/// <summary>What a person just did to their mail, as one thing that can be undone.</summary>
/// <param name="ActId">For <see cref="MailActions.UndoAsync"/>; 0 when nothing had to change.</param>
/// <param name="ThreadCount">Conversations that changed.</param>
/// <param name="EmailCount">Emails that changed.</param>
public sealed record MailAct(long ActId, int ThreadCount, int EmailCount);

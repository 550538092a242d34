namespace SimpleCrm.Outbox;

/// <summary>A draft as its writer sees it.</summary>
/// <param name="Id">The id its writer's browser gave it.</param>
/// <param name="MailboxId">The mailbox it will be sent from.</param>
/// <param name="Revision">Counts the saves, from 1.</param>
/// <param name="SavedAt">UTC.</param>
/// <param name="Content">What is written.</param>
public sealed record DraftView(string Id, long MailboxId, int Revision, DateTime SavedAt, DraftContent Content);

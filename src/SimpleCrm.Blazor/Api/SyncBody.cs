namespace SimpleCrm.Blazor.Api;

/// <summary>Body of <c>POST /api/email/sync</c>.</summary>
/// <param name="MailboxId">Absent for all own mailboxes.</param>
public sealed record SyncBody(string? MailboxId);

namespace SimpleCrm.Blazor.Api;

/// <summary>A mailbox was connected.</summary>
/// <param name="MailboxId">Its id.</param>
public sealed record ConnectAnswer(string MailboxId);

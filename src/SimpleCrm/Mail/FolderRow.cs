namespace SimpleCrm.Mail;

/// <summary>A folder as the navigation shows it.</summary>
/// <param name="Id">The folder.</param>
/// <param name="MailboxId">Its mailbox.</param>
/// <param name="Name">Leaf name.</param>
/// <param name="ParentId">The folder it lies in, when that is shown too.</param>
/// <param name="Depth">0 for a folder at the top.</param>
/// <param name="Role">What it is for.</param>
/// <param name="UnreadThreads">Threads with an unread email in this folder.</param>
/// <param name="ThreadCount">Threads with an email in this folder.</param>
/// <param name="IsSelectable">False for one that only holds other folders.</param>
public sealed record FolderRow(long Id, long MailboxId, string Name, long? ParentId, int Depth, FolderRole Role, int UnreadThreads, int ThreadCount, bool IsSelectable);

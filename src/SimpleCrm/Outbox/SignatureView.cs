namespace SimpleCrm.Outbox;

/// <summary>A signature as its owner sees and edits it.</summary>
/// <param name="Id">0 for one that is not stored yet.</param>
/// <param name="MailboxId">A mailbox of the viewer.</param>
/// <param name="Name">Shown in the composer's menu; 1 to <see cref="Signatures.NameLength"/> characters on one line.</param>
/// <param name="Html">At most <see cref="Signatures.HtmlLength"/> characters; cleaned as the text of an email is.</param>
/// <param name="IsDefaultForNew">Chosen for new emails; taken from the mailbox's other signatures.</param>
/// <param name="IsDefaultForReply">Chosen for answers and forwards; taken from the mailbox's other signatures.</param>
public sealed record SignatureView(long Id, long MailboxId, string Name, string Html, bool IsDefaultForNew, bool IsDefaultForReply);

namespace SimpleCrm.Mailboxes;

/// <summary>Which kind of account a mailbox is.</summary>
public enum MailProvider { Imap = 0, Gmail = 1, Outlook = 2 }

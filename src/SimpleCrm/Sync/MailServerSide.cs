namespace SimpleCrm.Sync;

/// <summary>Which of a mailbox's two servers is meant.</summary>
public enum MailServerSide { Incoming, Outgoing }

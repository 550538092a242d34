namespace SimpleCrm.Mail;

/// <summary>Whether the mailbox's owner received or wrote the email.</summary>
public enum EmailDirection { Inbound = 0, Outbound = 1 }

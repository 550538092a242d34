namespace SimpleCrm.Mail;

/// <summary>What became of an email.</summary>
public enum EmailStatus { Draft = 0, Sent = 1, Delivered = 2, Failed = 3 }

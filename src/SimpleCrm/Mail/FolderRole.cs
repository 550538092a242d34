namespace SimpleCrm.Mail;

/// <summary>What a folder is for (RFC 6154 special use; Gmail's system labels map to the same).</summary>
public enum FolderRole { None = 0, Inbox = 1, Sent = 2, Drafts = 3, Archive = 4, Trash = 5, Junk = 6, All = 7, Starred = 8 }

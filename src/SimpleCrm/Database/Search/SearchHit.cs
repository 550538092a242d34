namespace SimpleCrm.Database.Search;

/// <summary>An email that was found.</summary>
internal readonly record struct SearchHit(long EmailId, long ThreadId, long MailboxId, SearchPlace Place);

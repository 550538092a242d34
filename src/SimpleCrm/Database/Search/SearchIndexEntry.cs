namespace SimpleCrm.Database.Search;

/// <summary>The words of one email, ready for the index.</summary>
internal sealed record SearchIndexEntry
{
    public required long EmailId { get; init; }
    public required long MailboxId { get; init; }
    public required DateTime SortAt { get; init; }

    /// <summary><see cref="Mail.Email.SearchKey"/>, where the index uses it.</summary>
    public long? Key { get; init; }
    public required bool HasAttachments { get; init; }
    public required long Size { get; init; }
    public required string Subject { get; init; }
    public required string Sender { get; init; }
    public required string Recipients { get; init; }
    public required string Body { get; init; }
    public required string Attachments { get; init; }
}

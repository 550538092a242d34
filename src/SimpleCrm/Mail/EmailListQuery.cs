namespace SimpleCrm.Mail;

/// <summary>What the API's list of emails is asked for.</summary>
public sealed record EmailListQuery
{
    public const int DefaultPageSize = 50;
    public const int MaxPageSize = 100;

    /// <summary>One of the viewer's mailboxes; null for all.</summary>
    public long? MailboxId { get; init; }

    /// <summary>A folder's id, role ("inbox", "sent") or name. Without it and <see cref="Q"/>: the Inbox.</summary>
    public string? Folder { get; init; }

    /// <summary>Search text (docs/search.md).</summary>
    public string? Q { get; init; }

    /// <summary>Only what is not read.</summary>
    public bool Unread { get; init; }

    /// <summary><see cref="EmailPage.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>1 to 100; more is cut to 100.</summary>
    public int PageSize { get; init; } = DefaultPageSize;
}

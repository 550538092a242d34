namespace SimpleCrm.Mail;

/// <summary>
/// Which threads a list shows. Nothing set: the Inbox of all own mailboxes. With <see cref="Search"/> and nothing else: all own mail
/// outside Trash and Junk; the other properties then narrow the search.
/// </summary>
public sealed record ThreadScope
{
    /// <summary>Only this mailbox.</summary>
    public long? MailboxId { get; init; }

    /// <summary>Only this folder. It names its mailbox by itself.</summary>
    public long? FolderId { get; init; }

    /// <summary>The folders with this role. <see cref="FolderRole.All"/> is every thread, whether or not the server has such a folder; <see cref="FolderRole.Starred"/> likewise.</summary>
    public FolderRole? Role { get; init; }
    public bool StarredOnly { get; init; }

    /// <summary>What is out of the Inbox for a time, the first to come back first.</summary>
    public bool SnoozedOnly { get; init; }
    public bool UnreadOnly { get; init; }

    /// <summary>Only what the provider has put there; of folders alone.</summary>
    public InboxFocus? Focus { get; init; }

    /// <summary>Search text as typed (docs/search.md). Never an error, whatever it holds.</summary>
    public string? Search { get; init; }
}

using SimpleCrm.Links;

namespace SimpleCrm.LiveUpdates;

/// <summary>
/// What open screens are told after a commit: ids only. A screen re-reads its own window through its viewer, so a notice can
/// never show what its receiver may not see.
/// </summary>
public sealed record LiveChange
{
    public required long MailboxId { get; init; }
    public required long OwnerId { get; init; }

    /// <summary>Threads whose row or content changed.</summary>
    public IReadOnlyCollection<long> ThreadIds { get; init; } = [];

    /// <summary>Folders whose list or counts changed.</summary>
    public IReadOnlyCollection<long> FolderIds { get; init; } = [];

    /// <summary>Emails that arrived now (not by backfill, sweep or our own doing).</summary>
    public IReadOnlyCollection<long> NewEmailIds { get; init; } = [];

    /// <summary>The mailbox's state, progress or folders changed.</summary>
    public bool MailboxChanged { get; init; }

    /// <summary>Words of emails came into the search index: searches may find more.</summary>
    public bool SearchChanged { get; init; }

    /// <summary>Outbox rows whose state changed.</summary>
    public IReadOnlyCollection<long> OutgoingIds { get; init; } = [];

    /// <summary>Conversations of which comments changed; any that the person who looks may see.</summary>
    public IReadOnlyCollection<long> CommentedThreadIds { get; init; } = [];

    /// <summary>Records that were stored, deleted or restored, or whose timeline changed. They are everybody's: the change names no mailbox and no owner.</summary>
    public IReadOnlyCollection<RecordReference> Records { get; init; } = [];

    /// <summary>The owner has new notices, or has read some.</summary>
    public bool NoticesChanged { get; init; }

    /// <summary>Drafts that were saved, sent, discarded or came back, by the id their writer's browser gave them.</summary>
    public IReadOnlyCollection<string> DraftIds { get; init; } = [];
}

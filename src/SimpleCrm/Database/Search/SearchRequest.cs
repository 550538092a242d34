namespace SimpleCrm.Database.Search;

/// <summary>What to find, in the terms of rows and of the full-text index.</summary>
internal sealed record SearchRequest
{
    /// <summary>Where to look: mailboxes the viewer may read, with their stretches of the index. Never more.</summary>
    public required IReadOnlyList<(long MailboxId, int Partition)> Mailboxes { get; init; }

    /// <summary>All of these must be in the email.</summary>
    public IReadOnlyList<SearchWords> Wanted { get; init; } = [];

    /// <summary>None of these may be.</summary>
    public IReadOnlyList<SearchWords> Unwanted { get; init; } = [];

    /// <summary>Words are asked for: only emails that are in the index can match.</summary>
    public bool HasWords => Wanted.Count + Unwanted.Count > 0;

    /// <summary>Only emails in one of these folders; null for any.</summary>
    public IReadOnlyList<long>? Folders { get; init; }

    /// <summary>Not emails that are in these folders alone (Trash and Junk).</summary>
    public IReadOnlyList<long> HiddenFolders { get; init; } = [];

    /// <summary>Not emails that are in any of these folders.</summary>
    public IReadOnlyList<long> NotFolders { get; init; } = [];

    /// <summary>Only emails that may be shared with somebody; null for any.</summary>
    public SharedPart? Shared { get; init; }
    public bool? IsRead { get; init; }
    public bool? IsStarred { get; init; }
    public bool? HasAttachments { get; init; }

    /// <summary>Not before this time (UTC), and before that one.</summary>
    public DateTime? From { get; init; }
    public DateTime? Until { get; init; }

    /// <summary>Bytes, both bounds included.</summary>
    public long? AtLeast { get; init; }
    public long? AtMost { get; init; }

    /// <summary>The place after which to go on; null from the newest.</summary>
    public SearchPlace? After { get; init; }

    /// <summary>Only what is also in these folders; null when nothing can be.</summary>
    public SearchRequest? Within(IReadOnlyList<long> folders)
    {
        IReadOnlyList<long> both = Folders is { } named ? [.. named.Intersect(folders)] : folders;
        return both.Count == 0 ? null : this with { Folders = both, HiddenFolders = [] };
    }
}

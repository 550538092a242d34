using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>How emails of a page came to be fetched.</summary>
internal enum IntakeMode
{
    /// <summary>They were there before the folder was first looked at.</summary>
    Backfill,

    /// <summary>They arrived since the cursor: those not known before are announced.</summary>
    Arrival,

    /// <summary>The cursor expired: known emails are found again under new ids.</summary>
    Sweep,
}

/// <summary>What one transaction of the intake stores.</summary>
internal sealed record IntakePage
{
    public required long MailboxId { get; init; }
    public required long FolderId { get; init; }
    public required FolderRole FolderRole { get; init; }
    public required IntakeMode Mode { get; init; }
    /// <summary>See <see cref="IMailboxSession.HasStableIds"/>.</summary>
    public bool HasStableIds { get; init; }
    public IReadOnlyList<IntakeItem> Items { get; init; } = [];

    /// <summary>Quarantined ids that the server no longer has.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];

    /// <summary>Set on the page that completes what the cursor covers.</summary>
    public string? Cursor { get; init; }
    public FolderSyncPhase? Phase { get; init; }

    /// <summary>Emails stored and to store of the running backfill.</summary>
    public (int Done, int Total)? Progress { get; init; }
}

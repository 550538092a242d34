using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>What one run over a mailbox knows and has found so far.</summary>
internal sealed class SyncRun
{
    public required long MailboxId { get; init; }
    public required long OwnerId { get; init; }
    public required string Address { get; init; }
    public required DateTime StartedAt { get; init; }
    public required KnockReason Reasons { get; set; }

    /// <summary>The mailbox was being tried again and has never been synced.</summary>
    public bool IsFirstAfterFailure { get; init; }
    public IMailboxSession Session { get; set; } = null!;

    /// <summary>The folders as stored, in the order in which they are served. Their cursors and phases follow the commits.</summary>
    public List<MailFolder> Folders { get; set; } = [];
    public Dictionary<long, BackfillQueue> Queues { get; } = [];

    /// <summary>Emails the server says each folder holds.</summary>
    public Dictionary<long, int> ServerCounts { get; } = [];

    /// <summary>Folders that this run compared with the server as a whole.</summary>
    public HashSet<long> Listed { get; } = [];

    /// <summary>Folders in which this run saw a mass deletion for the first time.</summary>
    public HashSet<long> Suspected { get; } = [];

    /// <summary>Folders of which this run knows all changes up to its own time.</summary>
    public HashSet<long> Followed { get; } = [];

    /// <summary>Cursors of folders in which nothing had changed, to be stored together: should they be lost, the same nothing is told again.</summary>
    public Dictionary<long, string> Advanced { get; } = [];

    public bool HasCompleteFolderListing { get; set; }

    /// <summary>The folder being worked on, to know which one breaks a run.</summary>
    public MailFolder? Current { get; set; }

    /// <summary>Something was read from the server, so that the connection is good.</summary>
    public bool HasContact { get; set; }

    /// <summary>Emails that were set aside because storing them failed; many of them mean that the fault is not theirs.</summary>
    public int IsolatedFailures { get; set; }

    /// <summary>Knocks that this run cannot answer; they start another one.</summary>
    public KnockReason Deferred { get; set; }

    public bool IsAudit => Reasons.HasFlag(KnockReason.Audit);
    public bool HasBackfill => Queues.Values.Any(q => q.Remaining > 0);

    /// <summary>Emails stored and to store, over all folders.</summary>
    public (int Done, int Total) Progress(int justStored = 0)
    {
        var total = Folders.Sum(f => ServerCounts.GetValueOrDefault(f.Id, f.ServerCount));
        var open = Folders.Sum(f => Queues.TryGetValue(f.Id, out var queue) ? queue.Remaining
            : f.Phase == FolderSyncPhase.New ? ServerCounts.GetValueOrDefault(f.Id, f.ServerCount) : 0);
        return (Math.Clamp(total - open + justStored, 0, total), total);
    }
}

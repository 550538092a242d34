namespace SimpleCrm.Mailboxes;

/// <summary>All that a person is told about one of their mailboxes.</summary>
public sealed record MailboxStatus
{
    public required long MailboxId { get; init; }
    public required string Address { get; init; }
    public required string DisplayName { get; init; }
    public required MailProvider Provider { get; init; }
    public required MailboxState State { get; init; }

    /// <summary>Login name at the incoming server.</summary>
    public string UserName { get; init; } = "";
    public ServerSettings Imap { get; init; } = new();
    public ServerSettings Smtp { get; init; } = new();

    /// <summary>Minutes between polls, 5 to 15.</summary>
    public int PollMinutes { get; init; }

    /// <summary>End of the last run over every folder, UTC; null before the first.</summary>
    public DateTime? LastSyncedAt { get; init; }

    /// <summary>When the server is asked again at the latest, UTC; null while paused or disconnected.</summary>
    public DateTime? NextPollAt { get; init; }

    /// <summary>When a failed run is tried again.</summary>
    public DateTime? RetryAt { get; init; }

    /// <summary>Emails of the running backfill that are stored, and how many there are to store.</summary>
    public int ProgressDone { get; init; }
    public int ProgressTotal { get; init; }

    /// <summary>Emails stored per second at present; null when nothing is under way or it is not known yet.</summary>
    public double? ProgressRate { get; init; }

    /// <summary>Emails at the server, over all synced folders.</summary>
    public int ServerCount { get; init; }

    /// <summary>Emails here, counted the same way.</summary>
    public int LocalCount { get; init; }

    /// <summary>Emails that could not be stored and are tried again.</summary>
    public int QuarantinedCount { get; init; }

    /// <summary>When the counts were last compared id by id.</summary>
    public DateTime? AuditedAt { get; init; }

    /// <summary>How changes at the server become known.</summary>
    public PushState Push { get; init; }

    /// <summary>What is wrong, for programs; null when nothing is.</summary>
    public MailboxProblem? Problem { get; init; }

    /// <summary>What happened and what to do, for people; null when nothing is wrong.</summary>
    public string? Message { get; init; }
}

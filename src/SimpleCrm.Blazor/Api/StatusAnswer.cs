using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Api;

/// <summary>How a mailbox is.</summary>
public sealed record StatusAnswer
{
    public required string MailboxId { get; init; }
    public required string Address { get; init; }
    public required MailProvider Provider { get; init; }

    /// <summary>"active", "backfilling", "paused", "retrying", "needsReconnect" or "disconnected".</summary>
    public required MailboxState State { get; init; }

    /// <summary>UTC; null before the first whole run.</summary>
    public DateTime? LastSyncedAt { get; init; }
    public required ProgressPart Progress { get; init; }
    public required CountsPart Counts { get; init; }

    /// <summary>UTC; null while paused or disconnected.</summary>
    public DateTime? NextPollAt { get; init; }

    /// <summary>How changes become known between polls: "listening", "active", "pending", "failing" or "noPublicAddress" (polled only).</summary>
    public required PushState Push { get; init; }

    /// <summary>What happened and what to do; null when nothing is wrong.</summary>
    public string? LastError { get; init; }

    /// <summary>The running backfill, in emails.</summary>
    public sealed record ProgressPart(int Done, int Total, double? PerSecond);

    /// <summary>Emails at the server, here, and waiting because they could not be read; and when that was last compared id by id.</summary>
    public sealed record CountsPart(int Server, int Local, int Quarantined, DateTime? CheckedAt);

    internal static StatusAnswer Of(MailboxStatus status) => new()
    {
        MailboxId = ApiIds.Text(status.MailboxId),
        Address = status.Address,
        Provider = status.Provider,
        State = status.State,
        LastSyncedAt = status.LastSyncedAt,
        Progress = new(status.ProgressDone, status.ProgressTotal, status.ProgressRate),
        Counts = new(status.ServerCount, status.LocalCount, status.QuarantinedCount, status.AuditedAt),
        NextPollAt = status.NextPollAt,
        Push = status.Push,
        LastError = status.Message,
    };
}

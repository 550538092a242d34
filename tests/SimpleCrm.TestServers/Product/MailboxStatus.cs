namespace SimpleCrm.TestServers.Product;

/// <summary>One mailbox of <c>GET /api/email/status</c>.</summary>
public sealed record MailboxStatus(
    string MailboxId,
    string Address,
    string Provider,
    string State,
    DateTimeOffset? LastSyncedAt,
    MailboxStatus.Counter? Progress,
    MailboxStatus.Tally? Counts,
    DateTimeOffset? NextPollAt,
    string? LastError)
{
    public sealed record Counter(int Done, int Total);

    public sealed record Tally(int? Server, int? Local, int? Quarantined);
}

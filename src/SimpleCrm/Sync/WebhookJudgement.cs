using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>
/// Judges providers' calls, each part alone. A good one is a knock at its mailbox and nothing more, so that forged, repeated, shuffled and lost
/// ones can change nothing but how soon is looked.
/// </summary>
internal sealed partial class WebhookJudgement(
    IDbContextFactory<SimpleCrmDbContext> contexts, IEnumerable<IWebhookReader> readers, WebhookSecrets secrets, MailboxKnocks knocks, ILogger<WebhookJudgement> logger)
{
    private readonly Dictionary<MailProvider, IWebhookReader> _readers = readers.ToDictionary(r => r.Provider);

    /// <returns>False when it cannot be judged just now.</returns>
    public async Task<bool> JudgeAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (!_readers.TryGetValue(delivery.Provider, out var reader))
            return true;
        IReadOnlyList<WebhookHint> hints;
        try
        {
            hints = await reader.ReadAsync(delivery, cancellationToken);
        }
        catch (MailboxAccessException exception)
        {
            LogUndecided(delivery.Provider, exception.Problem);
            return false;
        }
        var good = 0;
        foreach (var hint in hints)
            good += await FollowAsync(delivery.Provider, hint, cancellationToken) ? 1 : 0;
        LogJudged(delivery.Provider, hints.Count, good);
        return true;
    }

    private async Task<bool> FollowAsync(MailProvider provider, WebhookHint hint, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailboxes = db.Mailboxes.Where(m => m.Provider == provider && m.State != MailboxState.Disconnected && m.State != MailboxState.Paused);
        List<long> ids;
        if (hint.Address is { } address)
        {
            address = address.ToLowerInvariant();
            ids = await mailboxes.Where(m => m.Address.ToLower() == address).Select(m => m.Id).ToListAsync(cancellationToken);
        }
        else if (hint.SubscriptionId is { Length: > 0 and <= 300 } subscription
            && await db.WebhookSubscriptions.SingleOrDefaultAsync(s => s.SubscriptionId == subscription && mailboxes.Any(m => m.Id == s.MailboxId), cancellationToken) is { } row
            && secrets.IsAuthentic(row, hint.ClientState))
        {
            ids = [row.MailboxId];
            if (hint.Kind != WebhookHintKind.Changed)
            {
                // The renewal job takes it from here: an anonymous call must not make requests of its own.
                row.RenewAt = DateTime.UnixEpoch;
                row.SubscriptionId = hint.Kind == WebhookHintKind.Recreate ? "" : row.SubscriptionId;
                await db.SaveChangesAsync(cancellationToken);
            }
        }
        else
            return false;
        foreach (var id in ids)
            knocks.Knock(id, KnockReason.Push);
        return ids.Count > 0;
    }

    [LoggerMessage(1, LogLevel.Debug, "A webhook of {Provider} with {Count} parts was judged: {Good} are good")]
    private partial void LogJudged(MailProvider provider, int count, int good);

    [LoggerMessage(2, LogLevel.Warning, "A webhook of {Provider} cannot be judged now: {Problem}")]
    private partial void LogUndecided(MailProvider provider, MailboxProblem problem);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>Keeps a subscription for every mailbox whose provider can push: made, renewed at half its life, made anew when it is gone. Called by the jobs.</summary>
public sealed partial class WebhookUpkeep
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1), FirstWait = TimeSpan.FromMinutes(2), LongestWait = TimeSpan.FromHours(2);
    private readonly IDbContextFactory<SimpleCrmDbContext> _contexts;
    private readonly MailboxSessions _sessions;
    private readonly WebhookSecrets _secrets;
    private readonly MailProviderSettings _settings;
    private readonly ILogger<WebhookUpkeep> _logger;

    internal WebhookUpkeep(IDbContextFactory<SimpleCrmDbContext> contexts, MailboxSessions sessions, WebhookSecrets secrets, MailProviderSettings settings, ILogger<WebhookUpkeep> logger) =>
        (_contexts, _sessions, _secrets, _settings, _logger) = (contexts, sessions, secrets, settings, logger);

    /// <summary>Sets up and renews what is due.</summary>
    public async Task RenewDueAsync(DateTime now, CancellationToken cancellationToken)
    {
        foreach (var provider in ProviderTraits.With(t => t.HasWebhook))
        {
            if (await _settings.FindAsync(provider, cancellationToken) is not { CanPush: true, WebhookAddress: { } address })
                continue;
            var target = address.AbsoluteUri;
            List<long> due;
            await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
                due = await db.Mailboxes.Where(m => m.Provider == provider && (m.State == MailboxState.Active || m.State == MailboxState.Backfilling)
                    && !db.WebhookSubscriptions.Any(s => s.MailboxId == m.Id && s.RenewAt > now && s.Address == target)).Select(m => m.Id).ToListAsync(cancellationToken);
            foreach (var id in due)
                await RenewAsync(id, address, now, cancellationToken);
        }
    }

    private async Task RenewAsync(long mailboxId, Uri address, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.WebhookSubscriptions.SingleOrDefaultAsync(s => s.MailboxId == mailboxId, cancellationToken);
        if (row is null)
            db.WebhookSubscriptions.Add(row = new WebhookSubscriptionRow { MailboxId = mailboxId });
        // A subscription for an address that is no longer ours ends by itself.
        if (row.Address != address.AbsoluteUri)
            (row.SubscriptionId, row.Address) = ("", address.AbsoluteUri);
        try
        {
            if (await _sessions.FindAsync(mailboxId, cancellationToken) is not var (provider, connection))
                return;
            var current = row.SubscriptionId.Length > 0 ? _secrets.Open(row) : null;
            if (await provider.SetupWebhookAsync(connection, address, current, cancellationToken) is not { } fresh)
                return;
            (row.SubscriptionId, row.ClientStateCipher, row.ExpiresAt) = (fresh.Id, _secrets.Seal(mailboxId, fresh.ClientState), fresh.ExpiresAt.UtcDateTime);
            (row.Failures, row.Problem) = (0, null);
            var half = (row.ExpiresAt - now) / 2;
            row.RenewAt = now + (half < Longest ? half : Longest);
            LogRenewed(mailboxId, row.ExpiresAt);
        }
        catch (MailboxAccessException exception)
        {
            row.Failures++;
            (row.Problem, row.RenewAt) = (exception.Problem, now + Backoff.After(row.Failures, FirstWait, LongestWait));
            LogFailed(mailboxId, exception.Problem, row.Failures);
        }
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Disconnected meanwhile, or another process was quicker; the next round looks again.
            LogFailed(mailboxId, MailboxProblem.DatabaseBusy, row.Failures);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Push for mailbox {MailboxId} is set up until {Until:u}")]
    private partial void LogRenewed(long mailboxId, DateTime until);

    [LoggerMessage(2, LogLevel.Warning, "Push for mailbox {MailboxId} could not be set up ({Failures} times): {Problem}; it is polled")]
    private partial void LogFailed(long mailboxId, MailboxProblem problem, int failures);
}

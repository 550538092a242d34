using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.Sync;

namespace SimpleCrm.Mailboxes;

/// <summary>
/// Refreshes tokens that end soon, so that no person's act waits for it, and hears early of a consent that was withdrawn. Called by the jobs.
/// </summary>
public sealed partial class TokenUpkeep
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);
    private readonly IDbContextFactory<SimpleCrmDbContext> _contexts;
    private readonly AccessTokens _tokens;
    private readonly MailboxHealth _health;
    private readonly TimeProvider _time;
    private readonly ILogger<TokenUpkeep> _logger;

    internal TokenUpkeep(IDbContextFactory<SimpleCrmDbContext> contexts, AccessTokens tokens, MailboxHealth health, TimeProvider time, ILogger<TokenUpkeep> logger) =>
        (_contexts, _tokens, _health, _time, _logger) = (contexts, tokens, health, time, logger);

    /// <summary>Refreshes what is due. A provider that cannot be reached changes nothing.</summary>
    public async Task RefreshDueAsync(CancellationToken cancellationToken)
    {
        var kinds = ProviderTraits.With(t => t.HasConsent);
        List<long> ids;
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
            ids = await db.Mailboxes.Where(m => kinds.Contains(m.Provider) && (m.State == MailboxState.Active || m.State == MailboxState.Backfilling || m.State == MailboxState.Retrying))
                .Select(m => m.Id).ToListAsync(cancellationToken);
        foreach (var id in ids)
        {
            if (await _tokens.EndsAtAsync(id, cancellationToken) is not { } end || end - Soon > _time.GetUtcNow())
                continue;
            try
            {
                await _tokens.RefreshAsync(id, Soon, cancellationToken);
            }
            catch (MailboxAccessException exception) when (exception.Problem == MailboxProblem.ConsentWithdrawn)
            {
                await _health.AskForConsentAsync(id, exception.Detail, cancellationToken);
            }
            catch (MailboxAccessException exception)
            {
                LogNotRefreshed(id, exception.Problem);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The access token of mailbox {MailboxId} could not be refreshed: {Problem}")]
    private partial void LogNotRefreshed(long mailboxId, MailboxProblem problem);
}

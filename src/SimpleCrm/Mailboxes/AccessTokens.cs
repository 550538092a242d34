using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.Sync;

namespace SimpleCrm.Mailboxes;

/// <summary>
/// Gives the access tokens of mailboxes connected by consent. A token is refreshed before it ends, once for all callers of this process; tokens
/// that another process has saved meanwhile are taken over. What the provider gave is saved before it is used, since it may have made the old
/// refresh token useless.
/// </summary>
internal sealed partial class AccessTokens(
    IDbContextFactory<SimpleCrmDbContext> contexts, MailboxSecrets secrets, IEnumerable<IConsentProvider> providers, TimeProvider time, ILogger<AccessTokens> logger)
{
    /// <summary>A token is good for use until this long before its end.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private const int SaveAttempts = 5;
    private readonly Dictionary<MailProvider, IConsentProvider> _providers = providers.ToDictionary(p => p.Provider);
    private readonly ConcurrentDictionary<long, SemaphoreSlim> _gates = [];
    private readonly ConcurrentDictionary<long, OAuthTokens> _current = [];
    private readonly ConcurrentDictionary<long, (int Version, OAuthTokens Tokens)> _unsaved = [];

    /// <summary>The source of one mailbox's tokens.</summary>
    public AccessTokenSource Of(long mailboxId) => (refused, cancellationToken) => GetAsync(mailboxId, refused, Margin, cancellationToken);

    /// <summary>Refreshes a token that ends within the given time.</summary>
    public Task RefreshAsync(long mailboxId, TimeSpan before, CancellationToken cancellationToken) => GetAsync(mailboxId, null, before, cancellationToken);

    /// <summary>Forgets what is held in memory: the mailbox was disconnected.</summary>
    public void Forget(long mailboxId)
    {
        _unsaved.TryRemove(mailboxId, out _);
        _current.TryRemove(mailboxId, out _);
    }

    /// <summary>When the mailbox's token ends, by what is stored; null without one.</summary>
    public async Task<DateTimeOffset?> EndsAtAsync(long mailboxId, CancellationToken cancellationToken) =>
        _current.TryGetValue(mailboxId, out var known) ? known.ExpiresAt : (await LoadAsync(mailboxId, cancellationToken))?.Tokens.ExpiresAt;

    private async Task<string> GetAsync(long mailboxId, string? refused, TimeSpan margin, CancellationToken cancellationToken)
    {
        if (_current.TryGetValue(mailboxId, out var known) && IsGood(known, refused, margin))
            return known.AccessToken;
        var gate = _gates.GetOrAdd(mailboxId, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            await SaveLeftoverAsync(mailboxId, cancellationToken);
            // Read anew: another caller, another process or a new consent may have been quicker.
            var stored = await LoadAsync(mailboxId, cancellationToken) ?? throw new MailboxAccessException(MailboxProblem.ConsentWithdrawn, null);
            if (!IsGood(stored.Tokens, refused, margin))
                stored = stored with { Tokens = await RefreshAsync(mailboxId, stored, cancellationToken) };
            _current[mailboxId] = stored.Tokens;
            return stored.Tokens.AccessToken;
        }
        catch (MailboxAccessException)
        {
            _current.TryRemove(mailboxId, out _);
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<OAuthTokens> RefreshAsync(long mailboxId, Stored stored, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        OAuthTokens fresh;
        try
        {
            // Once begun it is carried through: a caller who leaves must not lose the tokens for everybody.
            fresh = await _providers[stored.Provider].RefreshAsync(stored.Tokens, CancellationToken.None);
        }
        catch (MailboxAccessException exception) when (exception.Problem == MailboxProblem.ConsentWithdrawn)
        {
            // The refresh token of another process's turn: what it saved is good.
            if (await LoadAsync(mailboxId, cancellationToken) is { } other && other.Version != stored.Version)
                return other.Tokens;
            throw;
        }
        LogRefreshed(mailboxId, (long)time.GetElapsedTime(started).TotalMilliseconds);
        _unsaved[mailboxId] = (stored.Version, fresh);
        await SaveLeftoverAsync(mailboxId, cancellationToken);
        return (await LoadAsync(mailboxId, cancellationToken))?.Tokens ?? throw new MailboxAccessException(MailboxProblem.ConsentWithdrawn, null);
    }

    // A database that is locked or full does not lose them: they wait here, and nothing is done with the mailbox before they are saved.
    private async Task SaveLeftoverAsync(long mailboxId, CancellationToken cancellationToken)
    {
        if (!_unsaved.TryGetValue(mailboxId, out var leftover))
            return;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var cipher = secrets.Seal(mailboxId, new MailboxCredentials("") { OAuth = leftover.Tokens });
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                // No row: a newer consent, another process's refresh, or a disconnect won.
                await db.Mailboxes.Where(m => m.Id == mailboxId && m.CredentialsVersion == leftover.Version && m.State != MailboxState.Disconnected)
                    .ExecuteUpdateAsync(s => s.SetProperty(m => m.CredentialsCipher, cipher).SetProperty(m => m.CredentialsVersion, leftover.Version + 1), cancellationToken);
                _unsaved.TryRemove(mailboxId, out _);
                return;
            }
            catch (Exception exception) when (exception is DbException or DbUpdateException or IOException)
            {
                LogNotSaved(mailboxId, attempt, exception.GetType().Name);
                if (attempt == SaveAttempts)
                    throw new MailboxAccessException(MailboxProblem.DatabaseBusy, null, exception);
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), time, cancellationToken);
            }
        }
    }

    private async Task<Stored?> LoadAsync(long mailboxId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Mailboxes.AsNoTracking().Where(m => m.Id == mailboxId && m.State != MailboxState.Disconnected)
            .Select(m => new { m.Provider, m.CredentialsCipher, m.CredentialsVersion }).SingleOrDefaultAsync(cancellationToken);
        return row is { CredentialsCipher.Length: > 0 } && secrets.Open(mailboxId, row.CredentialsCipher).OAuth is { } tokens
            ? new Stored(row.Provider, row.CredentialsVersion, tokens)
            : null;
    }

    private bool IsGood(OAuthTokens tokens, string? refused, TimeSpan margin) => tokens.AccessToken != refused && tokens.ExpiresAt - margin > time.GetUtcNow();

    private sealed record Stored(MailProvider Provider, int Version, OAuthTokens Tokens);

    [LoggerMessage(1, LogLevel.Information, "The access token of mailbox {MailboxId} was refreshed in {Milliseconds} ms")]
    private partial void LogRefreshed(long mailboxId, long milliseconds);

    [LoggerMessage(2, LogLevel.Error, "New tokens of mailbox {MailboxId} could not be saved (try {Attempt}): {Exception}")]
    private partial void LogNotSaved(long mailboxId, int attempt, string exception);
}

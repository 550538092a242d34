using Microsoft.Extensions.Logging;
using SimpleCrm.Access;
using SimpleCrm.Sync;

namespace SimpleCrm.Mailboxes;

/// <summary>Connects mailboxes by consent: sends the person to the provider, and judges the answer they come back with.</summary>
public sealed partial class ConsentConnecting
{
    private readonly ConsentRequests _requests;
    private readonly ConsentStore _store;
    private readonly MailProviderSettings _settings;
    private readonly Dictionary<MailProvider, IConsentProvider> _providers;
    private readonly ILogger<ConsentConnecting> _logger;

    internal ConsentConnecting(ConsentRequests requests, ConsentStore store, MailProviderSettings settings, IEnumerable<IConsentProvider> providers, ILogger<ConsentConnecting> logger) =>
        (_requests, _store, _settings, _providers, _logger) = (requests, store, settings, providers.ToDictionary(p => p.Provider), logger);

    /// <summary>Where to send the person; null when this provider is not set up or not offered here.</summary>
    /// <param name="viewer">Who wants to connect; only they can come back with the answer.</param>
    /// <param name="provider">Gmail or Outlook.</param>
    /// <param name="redirectUri">Where the provider sends them back, exactly as registered there.</param>
    /// <param name="browser">A secret that only the browser knows in which this begins, and in which alone it can end (RFC 9700 §2.1).</param>
    /// <param name="address">The address to be connected again; null for any.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Uri?> StartAsync(Viewer viewer, MailProvider provider, string redirectUri, string browser, string? address, CancellationToken cancellationToken)
    {
        if (!_providers.TryGetValue(provider, out var consent) || !(await _settings.FindAsync(provider, cancellationToken)).CanConnect)
            return null;
        var (state, verifier) = await _requests.CreateAsync(viewer.UserId, provider, redirectUri, browser, cancellationToken);
        return await consent.AuthorizationUrlAsync(state, verifier, redirectUri, address, cancellationToken);
    }

    /// <summary>Judges an answer. Its request is used up whatever comes of it, unless another browser brings it.</summary>
    public async Task<ConsentResult> FinishAsync(Viewer viewer, ConsentAnswer answer, CancellationToken cancellationToken)
    {
        if (!ConsentRequests.IsOf(answer.State, answer.Browser))
            return new ConsentResult(ConsentOutcome.OtherBrowser);
        if (await _requests.TakeAsync(viewer.UserId, answer.State, answer.Browser, cancellationToken) is not var (kind, verifier, redirectUri))
            return new ConsentResult(ConsentOutcome.Expired);
        var provider = _providers[kind];
        // Before anything else is believed: an answer that another server mixed in must not see our code or verifier (RFC 9700 §4.4).
        if (!provider.IsIssuer(answer.Issuer))
            return new ConsentResult(ConsentOutcome.WrongIssuer, kind);
        if (answer.Error is not null || string.IsNullOrEmpty(answer.Code))
            return new ConsentResult(answer.Error is "access_denied" or "consent_required" ? ConsentOutcome.Denied : ConsentOutcome.Failed, kind);
        try
        {
            var grant = await provider.RedeemAsync(answer.Code, verifier, redirectUri, cancellationToken);
            var missing = ConsentScopes.Missing(provider.Permissions, grant.Tokens.Scopes);
            if (missing.Count == 0)
            {
                var result = await _store.SaveAsync(viewer.UserId, kind, grant, cancellationToken);
                if (result.Outcome != ConsentOutcome.AlreadyConnected)
                    return result;
                await TryRevokeAsync(provider, grant.Tokens, cancellationToken);
                return result;
            }
            // Half a consent is of no use, and while it stands the provider would not ask for the other half.
            await TryRevokeAsync(provider, grant.Tokens, cancellationToken);
            return new ConsentResult(ConsentOutcome.ScopesMissing, kind) { MissingPermissions = [.. missing.Select(m => m.Description)] };
        }
        catch (MailboxAccessException exception)
        {
            LogFailed(kind, exception.Problem);
            return new ConsentResult(ConsentOutcome.Failed, kind);
        }
    }

    private async Task TryRevokeAsync(IConsentProvider provider, OAuthTokens tokens, CancellationToken cancellationToken)
    {
        try
        {
            await provider.RevokeAsync(tokens, cancellationToken);
        }
        catch (MailboxAccessException exception)
        {
            LogNotRevoked(provider.Provider, exception.Problem);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A consent of {Provider} could not be turned into tokens: {Problem}")]
    private partial void LogFailed(MailProvider provider, MailboxProblem problem);

    [LoggerMessage(2, LogLevel.Warning, "A grant of {Provider} could not be revoked: {Problem}")]
    private partial void LogNotRevoked(MailProvider provider, MailboxProblem problem);
}

using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Duende.IdentityModel.Client;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.OAuth;

/// <summary>
/// Talks to the configured authorization servers and to nobody else: no redirects, no cookies, small answers, little patience. Says what a failure
/// means: only invalid_grant is the end of a consent; whatever else goes wrong passes or is an administrator's matter.
/// </summary>
internal sealed class OAuthClient : IDisposable
{
    private const int MaxAnswer = 256 * 1024, MaxDetail = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), DefaultLifetime = TimeSpan.FromHours(1);
    private readonly HttpClient _http;
    private readonly MailProviderSettings _settings;
    private readonly TimeProvider _time;

    public OAuthClient(MailProviderSettings settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = MaxAnswer,
        };
    }

    public ConsentOptions OptionsOf(MailProvider provider) => _settings.OptionsOf(provider);

    /// <summary>The address of the consent page.</summary>
    public async Task<Uri> AuthorizationUrlAsync(
        MailProvider provider, IReadOnlyList<ConsentPermission> permissions, string state, string verifier, string redirectUri, string? loginHint, Parameters extra, CancellationToken cancellationToken)
    {
        var client = await _settings.FindAsync(provider, cancellationToken);
        return new Uri(new RequestUrl(OptionsOf(provider).AuthorizationEndpoint.AbsoluteUri).CreateAuthorizeUrl(
            clientId: client.ClientId, responseType: "code", scope: string.Join(' ', permissions.Select(p => p.Scope)), redirectUri: redirectUri, state: state, loginHint: loginHint,
            codeChallenge: Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))), codeChallengeMethod: "S256", extra: extra));
    }

    /// <summary>RFC 6749 §4.1.3.</summary>
    public async Task<OAuthTokens> RedeemAsync(
        MailProvider provider, IReadOnlyList<ConsentPermission> permissions, string code, string verifier, string redirectUri, CancellationToken cancellationToken)
    {
        var answer = await RedeemRawAsync(provider, code, verifier, redirectUri, cancellationToken);
        var tokens = Read(answer, null, [.. permissions.Select(p => p.Scope)]);
        return tokens.RefreshToken.Length > 0 ? tokens
            : throw new MailboxAccessException(MailboxProblem.ServerError, "The provider gave no refresh token.");
    }

    /// <summary>RFC 6749 §6. Providers that do not replace the refresh token leave it out.</summary>
    public async Task<OAuthTokens> RefreshAsync(MailProvider provider, OAuthTokens tokens, CancellationToken cancellationToken)
    {
        var client = await _settings.FindAsync(provider, cancellationToken);
        using var request = new RefreshTokenRequest
        {
            Address = OptionsOf(provider).TokenEndpoint.AbsoluteUri,
            ClientId = client.ClientId,
            ClientSecret = client.ClientSecret,
            ClientCredentialStyle = ClientCredentialStyle.PostBody,
            RefreshToken = tokens.RefreshToken,
        };
        return Read(await CallAsync(() => _http.RequestRefreshTokenAsync(request, cancellationToken), cancellationToken), tokens.RefreshToken, tokens.Scopes);
    }

    /// <summary>RFC 7009; nothing where the provider has no such endpoint.</summary>
    public async Task RevokeAsync(MailProvider provider, OAuthTokens tokens, CancellationToken cancellationToken)
    {
        if (OptionsOf(provider).RevocationEndpoint is not { } endpoint)
            return;
        var client = await _settings.FindAsync(provider, cancellationToken);
        using var request = new TokenRevocationRequest
        {
            Address = endpoint.AbsoluteUri,
            ClientId = client.ClientId,
            ClientSecret = client.ClientSecret,
            ClientCredentialStyle = ClientCredentialStyle.PostBody,
            Token = tokens.RefreshToken,
            TokenTypeHint = "refresh_token",
        };
        var answer = await CallAsync(() => _http.RevokeTokenAsync(request, cancellationToken), cancellationToken);
        // A token that the provider does not know any more needs no revoking.
        if (answer.IsError && answer.Error is not ("invalid_token" or "invalid_grant"))
            throw Failure(answer, null);
    }

    /// <summary>Asks an endpoint whose account a token is for.</summary>
    public async Task<UserInfoResponse> UserInfoAsync(Uri endpoint, string accessToken, CancellationToken cancellationToken)
    {
        using var request = new UserInfoRequest { Address = endpoint.AbsoluteUri, Token = accessToken };
        var answer = await CallAsync(() => _http.GetUserInfoAsync(request, cancellationToken), cancellationToken);
        return answer.IsError ? throw Failure(answer, null) : answer;
    }

    /// <summary>Redeems a code that cannot be right: the refusal says whether the rest is.</summary>
    public async Task<IReadOnlyList<string>> TestAsync(MailProvider provider, string redirectUri, CancellationToken cancellationToken)
    {
        var client = await _settings.FindAsync(provider, cancellationToken);
        if (client.ClientId.Length == 0)
            return ["No client id is set. Enter the one from the provider's console."];
        if (!client.HasClientSecret)
            return ["No client secret is set. Enter the one that belongs to the client id."];
        try
        {
            var answer = await RedeemRawAsync(provider, "test", Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), redirectUri, cancellationToken);
            return answer.Error switch
            {
                null or "invalid_grant" => [],
                _ when answer is { Error: "invalid_client" or "unauthorized_client" } or { HttpStatusCode: HttpStatusCode.Unauthorized } => ["The provider does not accept the client id or the secret. Copy both again; a secret may also have expired."],
                "redirect_uri_mismatch" => [$"The provider does not know the redirect address. Register exactly this one: {redirectUri}"],
                // Microsoft answers a malformed code so, after it has accepted the client.
                "invalid_request" => [],
                _ when answer.ErrorType == ResponseErrorType.Http => [$"The provider answered with status {(int)answer.HttpStatusCode}. Try again later, and check the configured token endpoint."],
                _ => [$"The provider answered: {Shorten(answer.Error)}"],
            };
        }
        catch (MailboxAccessException exception)
        {
            return [exception.Problem == MailboxProblem.TimedOut
                ? "The provider did not answer in time. Check that this server may reach the internet."
                : "The provider cannot be reached. Check that this server may reach the internet, and the configured token endpoint."];
        }
    }

    private async Task<TokenResponse> RedeemRawAsync(MailProvider provider, string code, string verifier, string redirectUri, CancellationToken cancellationToken)
    {
        var client = await _settings.FindAsync(provider, cancellationToken);
        using var request = new AuthorizationCodeTokenRequest
        {
            Address = OptionsOf(provider).TokenEndpoint.AbsoluteUri,
            ClientId = client.ClientId,
            ClientSecret = client.ClientSecret,
            ClientCredentialStyle = ClientCredentialStyle.PostBody,
            Code = code,
            CodeVerifier = verifier,
            RedirectUri = redirectUri,
        };
        return await CallAsync(() => _http.RequestAuthorizationCodeTokenAsync(request, cancellationToken), cancellationToken);
    }

    private OAuthTokens Read(TokenResponse answer, string? refreshToken, IReadOnlyList<string> asked)
    {
        if (answer.IsError)
            throw Failure(answer, answer.ErrorDescription);
        if (string.IsNullOrEmpty(answer.AccessToken))
            throw new MailboxAccessException(MailboxProblem.ServerError, "The provider gave no access token.");
        var lifetime = answer.ExpiresIn > 0 ? TimeSpan.FromSeconds(answer.ExpiresIn) : DefaultLifetime;
        // Scopes that are not told are those that were asked for (RFC 6749 §5.1).
        var scopes = answer.Scope is { Length: > 0 } granted ? granted.Split(' ', StringSplitOptions.RemoveEmptyEntries) : asked;
        return new OAuthTokens(answer.AccessToken, answer.RefreshToken is { Length: > 0 } fresh ? fresh : refreshToken ?? "", _time.GetUtcNow() + lifetime, scopes);
    }

    private static async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) where T : ProtocolResponse
    {
        try
        {
            var answer = await call();
            return answer.ErrorType != ResponseErrorType.Exception ? answer
                : throw new MailboxAccessException(answer.Exception is TimeoutException ? MailboxProblem.TimedOut : MailboxProblem.ConnectionLost, null, answer.Exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailboxAccessException(MailboxProblem.TimedOut, null, exception);
        }
    }

    private static MailboxAccessException Failure(ProtocolResponse answer, string? description) => answer switch
    {
        { Error: "invalid_grant", HttpStatusCode: HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized } => new(MailboxProblem.ConsentWithdrawn, Shorten(description)),
        { HttpStatusCode: HttpStatusCode.TooManyRequests } => new(MailboxProblem.RateLimited, null) { RetryAfter = answer.HttpResponse?.Headers.RetryAfter?.Delta },
        { HttpStatusCode: >= HttpStatusCode.InternalServerError } => new(MailboxProblem.ServerBusy, null) { RetryAfter = answer.HttpResponse?.Headers.RetryAfter?.Delta },
        _ => new(MailboxProblem.ServerError, Shorten(description ?? answer.Error)),
    };

    private static string? Shorten(string? text) => text is { Length: > MaxDetail } ? text[..MaxDetail] : text;

    public void Dispose() => _http.Dispose();
}

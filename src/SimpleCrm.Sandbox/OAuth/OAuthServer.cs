using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SimpleCrm.Sandbox.OAuth;

/// <summary>A simulated authorization server (RFC 6749, 7636, 9207, OpenID Connect Core): consent page, codes, tokens, keys.</summary>
public sealed class OAuthServer : IDisposable
{
    private readonly ConcurrentDictionary<string, SandboxAccount> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, SandboxClient> _clients = new(StringComparer.Ordinal) { [SandboxClient.Demo.Id] = SandboxClient.Demo };
    private readonly TokenEndpoint _tokens;
    private readonly ConsentEndpoint _consent;

    internal OAuthServer(OAuthBehaviour behaviour, SandboxServer sandbox)
    {
        Behaviour = behaviour;
        Sandbox = sandbox;
        _tokens = new TokenEndpoint(this);
        _consent = new ConsentEndpoint(this);
    }

    public OAuthBehaviour Behaviour { get; }

    /// <summary>Signs id tokens.</summary>
    public SigningKey Key { get; } = new();

    /// <summary>How long access tokens live; one hour unless set.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Leaves <c>iss</c> out of the answer to the redirect address, or puts this in its place. For mix-up tests.</summary>
    public string? ForgedIssuer { get; set; }

    internal SandboxServer Sandbox { get; }
    internal IEnumerable<SandboxAccount> Accounts => _accounts.Values.OrderBy(a => a.Address, StringComparer.Ordinal);

    /// <summary>Lets somebody sign in.</summary>
    public void Add(SandboxAccount account) => _accounts[account.Address] = account;

    /// <summary>Registers an application.</summary>
    public void Add(SandboxClient client) => _clients[client.Id] = client;

    /// <summary>Withdraws every consent of a person: refreshing answers invalid_grant from now on, and access tokens are refused.</summary>
    public void Withdraw(string address) => _tokens.Withdraw(address);

    /// <summary>A refresh token as a consent would have given it. For tests that begin with a connected mailbox.</summary>
    public string IssueRefreshToken(string address, params IReadOnlyList<string> scopes) =>
        _tokens.IssueRefresh(new OAuthGrant(_accounts[address], SandboxClient.Demo.Id, scopes) { IsOffline = true });

    /// <summary>An access token as a consent would have given it.</summary>
    public string IssueAccessToken(string address, params IReadOnlyList<string> scopes) => Sandbox.Tokens.Issue(address, scopes, AccessTokenLifetime);

    public string Issuer => At(Behaviour.IssuerPath.Replace("{tenantid}", Behaviour.TenantId, StringComparison.Ordinal));

    internal SandboxAccount? FindAccount(string? address) => address is null ? null : _accounts.GetValueOrDefault(address);

    internal SandboxClient? FindClient(string? id) => id is null ? null : _clients.GetValueOrDefault(id);

    internal IEnumerable<KeyValuePair<string, OAuthGrant>> Refreshable => _tokens.Refreshable;

    internal void Restore(string refreshToken, OAuthGrant grant) => _tokens.Restore(refreshToken, grant);

    internal string IssueCode(OAuthGrant grant) => _tokens.IssueCode(grant);

    internal bool HasConsented(string address, string clientId) => _tokens.HasConsented(address, clientId);

    internal void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Behaviour.Prefix);
        group.MapGet(Behaviour.AuthorizePath, (Delegate)_consent.ShowAsync);
        group.MapPost(Behaviour.AuthorizePath, (Delegate)_consent.DecideAsync);
        group.MapPost(Behaviour.TokenPath, (Delegate)_tokens.ExchangeAsync);
        group.MapGet(Behaviour.KeysPath, () => Results.Json(Key.PublicKeys()));
        group.MapGet(Behaviour.DiscoveryPath, (HttpContext http) => Results.Json(Describe(http.Request.RouteValues["tenant"] as string)));
        if (Behaviour.RevokePath is { } revoke)
            group.MapPost(revoke, (Delegate)_tokens.RevokeAsync);
        if (Behaviour.UserInfoPath is { } userInfo)
            group.MapGet(userInfo, (Delegate)UserInfo);
    }

    private IResult UserInfo(HttpContext http)
    {
        var value = http.Request.Headers.Authorization.ToString();
        var token = value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? Sandbox.Tokens.Find(value[7..].Trim()) : null;
        if (token is null || FindAccount(token.Address) is not { } account)
            return Results.Json(new JsonObject { ["error"] = "invalid_token" }, statusCode: 401);
        var claims = new JsonObject { ["sub"] = account.Subject, ["name"] = account.Name, ["email"] = account.Address };
        if (Behaviour.TenantId is null)
            claims["email_verified"] = true;
        return Results.Json(claims);
    }

    private JsonObject Describe(string? tenant)
    {
        string In(string path) => At(path.Replace("{tenant}", tenant ?? "", StringComparison.Ordinal));
        // Of several tenants at once, Microsoft tells the issuer as a pattern.
        var issuer = tenant is "common" or "organizations" or "consumers" ? At(Behaviour.IssuerPath) : Issuer;
        var document = new JsonObject
        {
            ["issuer"] = issuer,
            ["authorization_endpoint"] = In(Behaviour.AuthorizePath),
            ["token_endpoint"] = In(Behaviour.TokenPath),
            ["jwks_uri"] = In(Behaviour.KeysPath),
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray(Behaviour.TenantId is null ? "public" : "pairwise"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["code_challenge_methods_supported"] = new JsonArray("plain", "S256"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "client_secret_basic"),
            ["authorization_response_iss_parameter_supported"] = true,
        };
        if (Behaviour.RevokePath is { } revoke)
            document["revocation_endpoint"] = At(revoke);
        if (Behaviour.UserInfoPath is { } userInfo)
            document["userinfo_endpoint"] = At(userInfo);
        return document;
    }

    private string At(string path) => $"{Sandbox.Address.GetLeftPart(UriPartial.Authority)}{Behaviour.Prefix}{path}";

    public void Dispose() => Key.Dispose();
}

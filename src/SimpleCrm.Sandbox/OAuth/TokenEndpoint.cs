using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SimpleCrm.Sandbox.OAuth;

/// <summary>Exchanges codes and refresh tokens for access tokens, and takes tokens back (RFC 6749 §5, RFC 7009).</summary>
internal sealed class TokenEndpoint(OAuthServer server)
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, OAuthGrant> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OAuthGrant> _usedCodes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OAuthGrant> _refreshTokens = new(StringComparer.Ordinal);

    public string IssueCode(OAuthGrant grant)
    {
        var code = $"4/{Secret()}";
        _codes[code] = grant with { ExpiresAt = server.Sandbox.Time.GetUtcNow() + CodeLifetime };
        return code;
    }

    public string IssueRefresh(OAuthGrant grant)
    {
        var token = $"1//{Secret()}";
        _refreshTokens[token] = grant;
        return token;
    }

    /// <summary>Refresh tokens that hold, with what they stand for.</summary>
    public IEnumerable<KeyValuePair<string, OAuthGrant>> Refreshable => _refreshTokens;

    /// <summary>Makes a refresh token of an earlier run hold again.</summary>
    public void Restore(string token, OAuthGrant grant) => _refreshTokens[token] = grant;

    public bool HasConsented(string address, string clientId) =>
        _refreshTokens.Values.Any(g => g.ClientId == clientId && g.Account.Address.Equals(address, StringComparison.OrdinalIgnoreCase));

    public void Withdraw(string address)
    {
        foreach (var (token, grant) in _refreshTokens)
            if (grant.Account.Address.Equals(address, StringComparison.OrdinalIgnoreCase))
                _refreshTokens.TryRemove(token, out _);
        server.Sandbox.Tokens.Revoke(address);
    }

    public async Task<IResult> ExchangeAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return Refuse("invalid_request", "The body must be a form.");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (clientId, secret) = Credentials(http, form);
        if (server.FindClient(clientId) is not { } client || client.Secret is { } known && known != secret)
            return Refuse("invalid_client", "The OAuth client was not found or its secret is wrong.", 401);
        return form["grant_type"].ToString() switch
        {
            "authorization_code" => Redeem(form, client),
            "refresh_token" => Refresh(form, client),
            _ => Refuse("unsupported_grant_type", "Invalid grant_type."),
        };
    }

    public async Task<IResult> RevokeAsync(HttpContext http)
    {
        var token = http.Request.Query["token"].ToString();
        if (token.Length == 0 && http.Request.HasFormContentType)
            token = (await http.Request.ReadFormAsync(http.RequestAborted))["token"].ToString();
        var address = _refreshTokens.TryGetValue(token, out var grant) ? grant.Account.Address : server.Sandbox.Tokens.Find(token)?.Address;
        if (address is null)
            return Refuse("invalid_token", "Token expired or revoked");
        Withdraw(address);
        return Results.Json(new JsonObject());
    }

    private IResult Redeem(IFormCollection form, SandboxClient client)
    {
        var code = form["code"].ToString();
        if (!_codes.TryRemove(code, out var grant))
        {
            // A code that comes twice was stolen: what it gave is taken back (RFC 6749 §4.1.2).
            if (_usedCodes.TryGetValue(code, out var used))
                Withdraw(used.Account.Address);
            return Refuse("invalid_grant", "Malformed auth code.");
        }
        _usedCodes[code] = grant;
        if (grant.ClientId != client.Id || grant.ExpiresAt <= server.Sandbox.Time.GetUtcNow())
            return Refuse("invalid_grant", "Bad Request");
        if (grant.RedirectUri != form["redirect_uri"].ToString())
            return Refuse("redirect_uri_mismatch", "Bad Request");
        return grant.Verifies(form["code_verifier"].FirstOrDefault())
            ? Give(grant, grant.IsOffline ? IssueRefresh(grant) : null, form)
            : Refuse("invalid_grant", "Invalid code verifier.");
    }

    private IResult Refresh(IFormCollection form, SandboxClient client)
    {
        var token = form["refresh_token"].ToString();
        if (!_refreshTokens.TryGetValue(token, out var grant) || grant.ClientId != client.Id)
            return Refuse("invalid_grant", "Token has been expired or revoked.");
        var wanted = form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Length > 0 && !server.Behaviour.UsesOfflineScope && wanted.Except(grant.Scopes).Any())
            return Refuse("invalid_scope", "Some requested scopes were not granted.");
        if (!server.Behaviour.RotatesRefreshTokens)
            return Give(grant, null, form);
        return _refreshTokens.TryRemove(token, out _)
            ? Give(grant, IssueRefresh(grant), form)
            : Refuse("invalid_grant", "Token has been expired or revoked.");
    }

    private IResult Give(OAuthGrant grant, string? refreshToken, IFormCollection form)
    {
        var answer = new JsonObject
        {
            ["access_token"] = server.Sandbox.Tokens.Issue(grant.Account.Address, grant.Scopes, server.AccessTokenLifetime),
            ["expires_in"] = (int)server.AccessTokenLifetime.TotalSeconds,
            ["scope"] = string.Join(' ', grant.Scopes),
            ["token_type"] = "Bearer",
        };
        if (refreshToken is not null)
            answer["refresh_token"] = refreshToken;
        if (grant.Scopes.Contains("openid"))
            answer["id_token"] = server.Key.Sign(Claims(grant));
        if (server.Behaviour.TenantId is { } tenant && form["client_info"] == "1")
            answer["client_info"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"uid":"{{grant.Account.Subject}}","utid":"{{tenant}}"}"""));
        return Results.Json(answer);
    }

    private JsonObject Claims(OAuthGrant grant)
    {
        var now = server.Sandbox.Time.GetUtcNow();
        var claims = new JsonObject
        {
            ["iss"] = server.Issuer,
            ["aud"] = grant.ClientId,
            ["azp"] = grant.ClientId,
            ["sub"] = grant.Account.Subject,
            ["email"] = grant.Account.Address,
            ["name"] = grant.Account.Name,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + TimeSpan.FromHours(1)).ToUnixTimeSeconds(),
        };
        if (grant.Nonce is { } nonce)
            claims["nonce"] = nonce;
        if (server.Behaviour.TenantId is { } tenant)
            (claims["tid"], claims["oid"], claims["preferred_username"], claims["ver"]) = (tenant, grant.Account.Subject, grant.Account.Address, "2.0");
        else
            claims["email_verified"] = true;
        return claims;
    }

    private static (string? Id, string? Secret) Credentials(HttpContext http, IFormCollection form)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return (form["client_id"].FirstOrDefault(), form["client_secret"].FirstOrDefault());
        try
        {
            var pair = Encoding.UTF8.GetString(Convert.FromBase64String(header[6..].Trim())).Split(':', 2);
            return (Uri.UnescapeDataString(pair[0]), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : null);
        }
        catch (FormatException)
        {
            return (null, null);
        }
    }

    private static IResult Refuse(string error, string description, int status = 400) =>
        Results.Json(new JsonObject { ["error"] = error, ["error_description"] = description }, statusCode: status);

    private static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

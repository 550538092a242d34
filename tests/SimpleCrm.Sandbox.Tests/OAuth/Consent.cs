using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using SimpleCrm.Sandbox.OAuth;
using Xunit;

namespace SimpleCrm.Sandbox.Tests.OAuth;

/// <summary>Does what a browser and an application do between them, step by step.</summary>
internal sealed class Consent(SandboxServer sandbox, OAuthServer server, string tenant = "common") : IDisposable
{
    public const string RedirectUri = "http://127.0.0.1:5080/api/email/callback";
    public const string Verifier = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP-0123456789";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public Dictionary<string, string?> Request { get; } = new()
    {
        ["client_id"] = SandboxClient.Demo.Id,
        ["redirect_uri"] = RedirectUri,
        ["response_type"] = "code",
        ["scope"] = "openid email mail offline_access",
        ["state"] = "state-1",
        ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
        ["code_challenge_method"] = "S256",
        ["access_type"] = "offline",
    };

    public Uri At(string path) => new(sandbox.Address, server.Behaviour.Prefix + path.Replace("{tenant}", tenant, StringComparison.Ordinal));

    public Task<HttpResponseMessage> ShowAsync() =>
        _http.GetAsync(QueryHelpers.AddQueryString(At(server.Behaviour.AuthorizePath).ToString(), Request), TestContext.Current.CancellationToken);

    /// <summary>Sends the page's form; gives what the redirect address would see.</summary>
    public async Task<Dictionary<string, string>> DecideAsync(string decision, string account, params string[] granted)
    {
        var form = Request.Select(r => KeyValuePair.Create(r.Key, r.Value!)).Append(new("decision", decision)).Append(new("account", account))
            .Concat(granted.Select(g => KeyValuePair.Create("scope_granted", g)));
        using var answer = await _http.PostAsync(At(server.Behaviour.AuthorizePath), new FormUrlEncodedContent(form), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return QueryHelpers.ParseQuery(answer.Headers.Location!.Query).ToDictionary(p => p.Key, p => p.Value.ToString());
    }

    public async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var answer = await _http.PostAsync(At(path), new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))), TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    public Task<(HttpStatusCode Status, JsonNode Body)> RedeemAsync(string code, string verifier = Verifier, string redirect = RedirectUri) =>
        PostAsync(server.Behaviour.TokenPath, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", verifier),
            ("client_id", SandboxClient.Demo.Id), ("client_secret", SandboxClient.Demo.Secret!));

    public Task<(HttpStatusCode Status, JsonNode Body)> RefreshAsync(string token) =>
        PostAsync(server.Behaviour.TokenPath, ("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", SandboxClient.Demo.Id), ("client_secret", SandboxClient.Demo.Secret!));

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _http.GetStringAsync(At(path), TestContext.Current.CancellationToken))!;

    public void Dispose() => _http.Dispose();
}

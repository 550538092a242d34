using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SimpleCrm.MailProviders.Tests.OAuth;

/// <summary>An authorization server with what lies around it: tokens, revocation, the profile, and public keys. Answers as it is told.</summary>
internal sealed class AuthorizationServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _issued;

    private AuthorizationServer(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    /// <summary>Forms posted to the token endpoint, and tokens posted for revocation.</summary>
    public ConcurrentQueue<Dictionary<string, string>> TokenRequests { get; } = [];
    public ConcurrentQueue<string> Revoked { get; } = [];

    /// <summary>Answers the next token requests, in order; then each is granted.</summary>
    public ConcurrentQueue<Func<HttpContext, Task>> Scripted { get; } = [];
    public int RevocationStatus { get; set; } = 200;
    public string Scope { get; set; } = "";
    public string Account { get; set; } = "Ada@Northwind.test";
    public bool RotatesRefreshTokens { get; set; } = true;

    /// <summary>Held back until this ends.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;
    public int KeyRequests;

    /// <summary>Access tokens that mail servers are told are good, with their user.</summary>
    public ConcurrentDictionary<string, string> LiveTokens { get; } = [];

    /// <summary>The keys that are published at present.</summary>
    public List<RsaSecurityKey> Keys { get; set; } = [NewKey()];

    public static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };

    public IEnumerable<Dictionary<string, string>> Refreshes => TokenRequests.Where(r => r["grant_type"] == "refresh_token");

    public Dictionary<string, string?> Settings => new()
    {
        ["Gmail:ClientId"] = "client-1",
        ["Gmail:ClientSecret"] = "secret-1",
        ["Gmail:AuthorizationEndpoint"] = $"{Address}/authorize",
        ["Gmail:TokenEndpoint"] = $"{Address}/token",
        ["Gmail:RevocationEndpoint"] = $"{Address}/revoke",
        ["Gmail:UserInfoEndpoint"] = $"{Address}/userinfo",
        ["Gmail:Issuer"] = "https://accounts.example",
        ["Gmail:PushKeys"] = $"{Address}/keys",
        ["Gmail:Topic"] = "projects/p/topics/t",
        ["Gmail:PushServiceAccount"] = "push@p.iam.example",
        ["Gmail:WebhookAddress"] = "https://crm.example/api/email/webhooks/gmail",
        ["Outlook:ClientId"] = "client-2",
        ["Outlook:ClientSecret"] = "secret-2",
        ["Outlook:AuthorizationEndpoint"] = $"{Address}/authorize",
        ["Outlook:TokenEndpoint"] = $"{Address}/token",
        ["Outlook:ApiEndpoint"] = $"{Address}/v1.0/",
        ["Outlook:WebhookAddress"] = "https://crm.example/api/email/webhooks/outlook",
    };

    public static async Task<AuthorizationServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new AuthorizationServer(app);
        app.MapPost("/token", server.TokenAsync);
        app.MapPost("/revoke", server.RevokeAsync);
        app.MapGet("/userinfo", (HttpContext context) => server.ProfileAsync(context, new { sub = "1", email = server.Account, name = "Ada" }));
        app.MapGet("/v1.0/me", (HttpContext context) => server.ProfileAsync(context, new { mail = server.Account, userPrincipalName = "other@tenant.example", displayName = "Ada" }));
        // What a mail server asks about a token that it was given.
        app.MapGet("/tokeninfo", (string access_token) => server.LiveTokens.TryGetValue(access_token, out var user) ? Results.Json(new { email = user, active = true }) : Results.Unauthorized());
        app.MapGet("/keys", () =>
        {
            Interlocked.Increment(ref server.KeyRequests);
            return new { keys = server.Keys.Select(k => JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(k.Rsa.ExportParameters(false)) { KeyId = k.KeyId })).Select(k => new { kty = k.Kty, use = "sig", alg = "RS256", kid = k.Kid, n = k.N, e = k.E }) };
        });
        await app.StartAsync();
        server.Address = app.Urls.First();
        return server;
    }

    /// <summary>An answer that says no as RFC 6749 §5.2 has it.</summary>
    public static Func<HttpContext, Task> Refusal(int status, string error) => async context =>
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new { error, error_description = "no" });
    };

    /// <summary>A token as Pub/Sub puts into a push request.</summary>
    public static string Sign(SecurityKey key, Dictionary<string, object> claims, string algorithm = SecurityAlgorithms.RsaSha256) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = new SigningCredentials(key, algorithm) });

    private async Task TokenAsync(HttpContext context)
    {
        TokenRequests.Enqueue((await context.Request.ReadFormAsync()).ToDictionary(f => f.Key, f => f.Value.ToString()));
        await Gate;
        if (Scripted.TryDequeue(out var scripted))
        {
            await scripted(context);
            return;
        }
        var number = Interlocked.Increment(ref _issued);
        await context.Response.WriteAsJsonAsync(new Dictionary<string, object?>
        {
            ["access_token"] = $"access-{number}",
            ["token_type"] = "Bearer",
            ["expires_in"] = 3600,
            ["scope"] = Scope,
            ["refresh_token"] = RotatesRefreshTokens || number == 1 ? $"refresh-{number}" : null,
        }.Where(p => p.Value is not (null or "")).ToDictionary());
    }

    private async Task RevokeAsync(HttpContext context)
    {
        Revoked.Enqueue((await context.Request.ReadFormAsync())["token"].ToString());
        context.Response.StatusCode = RevocationStatus;
    }

    private Task ProfileAsync(HttpContext context, object profile)
    {
        if (context.Request.Headers.Authorization.ToString().StartsWith("Bearer access-", StringComparison.Ordinal))
            return context.Response.WriteAsJsonAsync(profile);
        context.Response.StatusCode = 401;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

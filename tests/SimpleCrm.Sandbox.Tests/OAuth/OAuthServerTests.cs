using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SimpleCrm.Sandbox.OAuth;
using Xunit;

namespace SimpleCrm.Sandbox.Tests.OAuth;

public sealed class OAuthServerTests : IAsyncLifetime
{
    private const string Ana = "ana@northwind.test";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
    private SandboxServer _sandbox = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(0, _time, TestContext.Current.CancellationToken);
        foreach (var server in new[] { _sandbox.GoogleAccounts, _sandbox.MicrosoftAccounts })
            server.Add(new SandboxAccount(Ana, "Ana Lima", "100000000000000000001"));
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    private OAuthServer Server(bool microsoft) => microsoft ? _sandbox.MicrosoftAccounts : _sandbox.GoogleAccounts;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Consent_gives_a_code_that_gives_tokens(bool microsoft)
    {
        var server = Server(microsoft);
        using var consent = new Consent(_sandbox, server);
        using var page = await consent.ShowAsync();
        Assert.Contains(Ana, await page.Content.ReadAsStringAsync());
        var answer = await consent.DecideAsync("allow", Ana, "mail");
        Assert.Equal("state-1", answer["state"]);
        Assert.Equal(server.Issuer, answer["iss"]);

        var (status, tokens) = await consent.RedeemAsync(answer["code"]);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(Ana, _sandbox.Tokens.Find((string?)tokens["access_token"])?.Address);
        Assert.Contains("mail", (string?)tokens["scope"]);
        AssertSigned((string)tokens["id_token"]!, await consent.GetAsync(server.Behaviour.KeysPath), server.Issuer);

        var (refreshed, next) = await consent.RefreshAsync((string)tokens["refresh_token"]!);
        Assert.Equal(HttpStatusCode.OK, refreshed);
        Assert.Equal(microsoft, next["refresh_token"] is not null);
        var (again, _) = await consent.RefreshAsync((string)tokens["refresh_token"]!);
        Assert.Equal(microsoft ? HttpStatusCode.BadRequest : HttpStatusCode.OK, again);
    }

    [Fact]
    public async Task Code_is_good_once_for_its_own_verifier_and_address()
    {
        using var consent = new Consent(_sandbox, _sandbox.GoogleAccounts);
        Assert.Equal("invalid_grant", (string?)(await consent.RedeemAsync((await consent.DecideAsync("allow", Ana, "mail"))["code"], verifier: new string('x', 43))).Body["error"]);
        Assert.Equal("redirect_uri_mismatch", (string?)(await consent.RedeemAsync((await consent.DecideAsync("allow", Ana, "mail"))["code"], redirect: Consent.RedirectUri + "/")).Body["error"]);
        var code = (await consent.DecideAsync("allow", Ana, "mail"))["code"];
        var (_, tokens) = await consent.RedeemAsync(code);
        Assert.Equal("invalid_grant", (string?)(await consent.RedeemAsync(code)).Body["error"]);
        // A code that comes back was stolen, so what it gave is void.
        Assert.Null(_sandbox.Tokens.Find((string?)tokens["access_token"]));
    }

    [Fact]
    public async Task Address_that_is_not_registered_gets_no_code()
    {
        _sandbox.GoogleAccounts.Add(new SandboxClient("strict", null, [new Uri("https://crm.example/callback")]));
        using var consent = new Consent(_sandbox, _sandbox.GoogleAccounts);
        consent.Request["client_id"] = "strict";
        foreach (var other in new[] { "https://crm.example/callback/", "https://crm.example.evil.example/callback", "http://127.0.0.1/callback" })
        {
            consent.Request["redirect_uri"] = other;
            using var page = await consent.ShowAsync();
            Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        }
    }

    [Fact]
    public async Task Person_may_deny_or_grant_less()
    {
        using var consent = new Consent(_sandbox, _sandbox.GoogleAccounts);
        Assert.Equal("access_denied", (await consent.DecideAsync("deny", Ana))["error"]);
        var answer = await consent.DecideAsync("allow", Ana);
        var (_, tokens) = await consent.RedeemAsync(answer["code"]);
        Assert.DoesNotContain("mail", ((string)tokens["scope"]!).Split(' '));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Withdrawn_consent_is_an_invalid_grant(bool byRevoking)
    {
        using var consent = new Consent(_sandbox, _sandbox.GoogleAccounts);
        var (_, tokens) = await consent.RedeemAsync((await consent.DecideAsync("allow", Ana, "mail"))["code"]);
        var refresh = (string)tokens["refresh_token"]!;
        if (byRevoking)
            Assert.Equal(HttpStatusCode.OK, (await consent.PostAsync(_sandbox.GoogleAccounts.Behaviour.RevokePath + "?token=" + Uri.EscapeDataString(refresh))).Status);
        else
            _sandbox.GoogleAccounts.Withdraw(Ana);
        Assert.Null(_sandbox.Tokens.Find((string?)tokens["access_token"]));
        var (status, body) = await consent.RefreshAsync(refresh);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (status, (string?)body["error"]));
    }

    [Fact]
    public async Task Faults_hit_the_token_endpoint()
    {
        _sandbox.Faults.Add(new SandboxFault { PathContains = "/google/token", Status = 503, RetryAfter = TimeSpan.FromSeconds(3) });
        _sandbox.Faults.Add(new SandboxFault { PathContains = "/google/token", DropBefore = true });
        using var consent = new Consent(_sandbox, _sandbox.GoogleAccounts);
        var refresh = _sandbox.GoogleAccounts.IssueRefreshToken(Ana, "mail");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await consent.RefreshAsync(refresh)).Status);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => consent.RefreshAsync(refresh));
        Assert.Equal(HttpStatusCode.OK, (await consent.RefreshAsync(refresh)).Status);
    }

    private static void AssertSigned(string token, JsonNode keys, string issuer)
    {
        var parts = token.Split('.');
        var key = keys["keys"]![0]!;
        using var rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars((string)key["n"]!), Exponent = Base64Url.DecodeFromChars((string)key["e"]!) });
        Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal(issuer, (string?)JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!["iss"]);
    }
}

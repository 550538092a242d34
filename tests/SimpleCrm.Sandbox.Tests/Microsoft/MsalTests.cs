using System.Net;
using Microsoft.Identity.Client;
using SimpleCrm.Sandbox.OAuth;
using SimpleCrm.Sandbox.Tests.OAuth;
using Xunit;

namespace SimpleCrm.Sandbox.Tests.Microsoft;

public class MsalTests
{
    private static readonly string[] Scopes = ["https://graph.microsoft.com/Mail.ReadWrite"];

    [Fact]
    public async Task Microsofts_sign_in_library_redeems_a_code_and_refreshes_and_its_tokens_open_the_mailbox()
    {
        await using var graph = await GraphCaller.StartAsync();
        var server = graph.Server.MicrosoftAccounts;
        server.Add(new SandboxAccount(graph.Mailbox.Address, graph.Mailbox.OwnerName, Guid.NewGuid().ToString()));
        using var consent = new Consent(graph.Server, server);
        consent.Request["scope"] = $"openid profile offline_access {Scopes[0]}";
        var code = (await consent.DecideAsync("allow", graph.Mailbox.Address, consent.Request["scope"]!.Split(' ')))["code"];
        var application = ConfidentialClientApplicationBuilder.Create(SandboxClient.Demo.Id).WithClientSecret(SandboxClient.Demo.Secret)
            .WithAuthority("https://login.microsoftonline.com/common").WithRedirectUri(Consent.RedirectUri)
            .WithHttpClientFactory(new LoopbackClients(graph.Server.Address)).Build();

        var first = await application.AcquireTokenByAuthorizationCode(Scopes, code).WithPkceCodeVerifier(Consent.Verifier).ExecuteAsync(TestContext.Current.CancellationToken);
#pragma warning disable CS0618 // The only way to the account without a cache of one's own.
        var account = Assert.Single(await application.GetAccountsAsync());
#pragma warning restore CS0618
        var second = await application.AcquireTokenSilent(Scopes, account).WithForceRefresh(true).ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(first.AccessToken, second.AccessToken);
        graph.Token = second.AccessToken;
        Assert.Equal(HttpStatusCode.OK, (await graph.CallAsync("GET", "/me/messages")).Status);
    }

    // MSAL speaks to https authorities only: its calls are led to this machine.
    private sealed class LoopbackClients(Uri sandbox) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => new(new Loopback(sandbox));
    }

    private sealed class Loopback(Uri sandbox) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("login.microsoftonline.com", request.RequestUri!.Host);
            request.RequestUri = new Uri(sandbox, "/microsoft" + request.RequestUri.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

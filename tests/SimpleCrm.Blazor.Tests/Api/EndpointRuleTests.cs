using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

public sealed class EndpointRuleTests(ApiHost host) : IClassFixture<ApiHost>
{
    /// <summary>All that anybody may reach without being signed in.</summary>
    private static readonly string[] Public =
    [
        "/account/passkeys/request-options", "/account/sign-out",
        "/api/auth/login", "/api/auth/refresh",
        "/health/live", "/health/ready", "/openapi/{documentName}.json",
        // Do nothing without a person, and send one who is signed out to the page for it.
        "/api/email/callback", "/api/email/consent/{provider}",
        // Stored, and judged by signature or secret afterwards.
        "/api/email/webhooks/{provider}",
        // Judged by the proof in the address.
        "/mail/attachments/{id}",
        "/access-denied", "/error", "/join/{Token}", "/locked-out", "/not-found", "/reset-password/{UserId:long}/{Token}", "/setup", "/sign-in", "/sign-in/recovery-code", "/sign-in/two-factor",
    ];

    [Fact]
    public void Every_endpoint_asks_for_a_person_or_is_on_the_public_list()
    {
        var open = new List<string>();
        foreach (var endpoint in host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            // Files of our own build, the framework's script, and the lookup of fresh assets while developing (under the fallback policy).
            if (endpoint.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor") || route.StartsWith("/_framework/", StringComparison.Ordinal) || route == "/{**path:file}")
                continue;
            var isOpen = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            if (!isOpen && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Count == 0 && endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null)
                open.Add(route + " has no rule");
            else if (isOpen && !Public.Contains(route))
                open.Add(route + " is open");
        }
        Assert.Empty(open.Distinct().Order());
    }

    [Theory]
    [InlineData("POST", "/api/email/connect")]
    [InlineData("POST", "/api/email/send")]
    [InlineData("GET", "/api/email/outbox")]
    [InlineData("GET", "/api/email/outbox/1")]
    [InlineData("POST", "/api/email/outbox/1/retry")]
    [InlineData("PUT", "/api/email/outbox/1/schedule")]
    [InlineData("GET", "/api/email/drafts")]
    [InlineData("PUT", "/api/email/drafts/3f6a0c1e-8d5b-4f0e-9c4b-2f1d7e6a9b01")]
    [InlineData("POST", "/api/email/drafts/3f6a0c1e-8d5b-4f0e-9c4b-2f1d7e6a9b01/send")]
    [InlineData("POST", "/api/email/drafts/from/1")]
    [InlineData("POST", "/api/email/snooze")]
    [InlineData("POST", "/api/email/reminders")]
    [InlineData("GET", "/api/email/suppressions")]
    [InlineData("GET", "/api/contacts")]
    [InlineData("POST", "/api/companies")]
    [InlineData("PUT", "/api/leads/1")]
    [InlineData("PUT", "/api/deals/1/stage")]
    [InlineData("GET", "/api/pipelines")]
    [InlineData("GET", "/api/activities")]
    [InlineData("GET", "/api/contacts/suggestions")]
    [InlineData("POST", "/api/contacts/suggestions/blocked")]
    [InlineData("POST", "/api/activities")]
    [InlineData("GET", "/api/contacts/1/timeline")]
    [InlineData("GET", "/api/companies/1/old-mail")]
    [InlineData("GET", "/api/email/emails/1/links")]
    [InlineData("DELETE", "/api/email/emails/1/links/contact/1")]
    [InlineData("POST", "/api/email/threads/1/deal-question")]
    [InlineData("PUT", "/api/email/mailboxes/1/sharing")]
    [InlineData("GET", "/api/email/inbox")]
    [InlineData("GET", "/api/email/threads/1")]
    [InlineData("POST", "/api/email/sync")]
    [InlineData("DELETE", "/api/email/disconnect?mailboxId=1")]
    [InlineData("GET", "/api/email/status")]
    [InlineData("GET", "/api/email/folders")]
    [InlineData("POST", "/api/email/actions")]
    [InlineData("POST", "/api/email/actions/1/undo")]
    [InlineData("GET", "/mail/emails/1/document")]
    [InlineData("GET", "/mail/emails/1/source")]
    [InlineData("POST", "/mail/send")]
    [InlineData("POST", "/mail/uploads?fileName=a.txt")]
    [InlineData("DELETE", "/mail/uploads/1")]
    [InlineData("POST", "/hubs/mail/negotiate?negotiateVersion=1")]
    public async Task Nobody_signed_in_gets_nothing(string method, string path)
    {
        using var answer = await host.Anonymous().SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        if (!path.StartsWith("/hubs", StringComparison.Ordinal))
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Health_says_one_word_to_anybody()
    {
        Assert.Equal("Healthy", await host.Anonymous().GetStringAsync("/health/live"));
        Assert.Equal("Healthy", await host.Anonymous().GetStringAsync("/health/ready"));
    }

    [Fact]
    public async Task OpenAPI_document_describes_the_API()
    {
        var document = await host.Anonymous().GetAsync("/openapi/v1.json").JsonAsync();
        var paths = document.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        foreach (var path in new[] { "/api/auth/login", "/api/email/connect", "/api/email/send", "/api/email/inbox", "/api/email/threads/{id}", "/api/email/sync", "/api/email/disconnect", "/api/email/status" })
            Assert.Contains(path, paths);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Change_asked_for_by_another_web_site_is_refused(string header, string value)
    {
        foreach (var (method, path) in new[] { ("POST", "/api/email/send"), ("DELETE", "/api/email/disconnect?mailboxId=1"), ("POST", "/mail/uploads?fileName=a") })
        {
            var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("{}", null, "application/json") };
            request.Headers.Add(header, value);
            await host.Anonymous().SendAsync(request).IsProblemAsync(HttpStatusCode.Forbidden);
        }
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Origin", "http://localhost")]
    public async Task Change_asked_for_by_an_own_page_is_judged_by_who_asks(string header, string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/email/sync");
        request.Headers.Add(header, value);
        await host.Anonymous().SendAsync(request).IsProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task One_person_can_ask_much_but_not_without_end_and_others_are_not_held_up()
    {
        var greedy = await host.SignedInAsync("greedy");
        var statuses = await Task.WhenAll(Enumerable.Range(0, 600).Select(async _ => (await greedy.GetAsync("/api/email/outbox/1")).StatusCode));
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        using var refused = await greedy.GetAsync("/api/email/outbox/1");
        if (refused.StatusCode == HttpStatusCode.TooManyRequests)
            Assert.NotNull(refused.Headers.RetryAfter);
        await (await host.SignedInAsync("modest")).GetAsync("/api/email/status").JsonAsync();
    }
}

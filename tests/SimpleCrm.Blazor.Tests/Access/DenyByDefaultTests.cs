using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Access;

public sealed class DenyByDefaultTests
{
    // What a stranger may reach. A new entry here is a decision, not an accident.
    private static readonly string[] OpenPages =
    [
        "/sign-in", "/sign-in/two-factor", "/sign-in/recovery-code", "/setup", "/join/{Token}", "/reset-password/{UserId:long}/{Token}", "/locked-out", "/error", "/not-found",
    ];

    private static readonly string[] OpenEndpoints =
    [
        "/api/auth/login", "/api/auth/refresh", "/account/sign-out", "/account/passkeys/request-options", "/health/live", "/health/ready", "/openapi/{documentName}.json",
    ];

    [Fact]
    public void Every_page_says_who_may_open_it()
    {
        var pages = typeof(Program).Assembly.GetTypes().Where(t => t.GetCustomAttributes<RouteAttribute>().Any()).ToList();
        Assert.NotEmpty(pages);

        Assert.Empty(pages.Where(p => p.GetCustomAttribute<AllowAnonymousAttribute>() is null && p.GetCustomAttribute<AuthorizeAttribute>() is null).Select(p => p.FullName));
        Assert.Empty(pages.Where(p => p.GetCustomAttribute<AllowAnonymousAttribute>() is not null).SelectMany(p => p.GetCustomAttributes<RouteAttribute>())
            .Select(r => r.Template).Except(OpenPages));
    }

    [Fact]
    public async Task Every_endpoint_has_a_rule_and_only_the_listed_ones_are_open()
    {
        await using var product = new Product();
        var endpoints = product.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();
        Assert.NotEmpty(endpoints);

        // The framework maps circuit, script and file endpoints of its own; the fallback policy holds for what carries no rule.
        Assert.DoesNotContain(
            endpoints.Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null && e.Metadata.GetMetadata<IAllowAnonymous>() is null).Select(e => "/" + e.RoutePattern.RawText?.TrimStart('/')),
            path => !path.StartsWith("/_blazor", StringComparison.Ordinal) && !path.StartsWith("/_framework", StringComparison.Ordinal) && path != "/{**path:file}");
        Assert.Empty(endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && e.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)
            .Select(e => "/" + e.RoutePattern.RawText?.TrimStart('/')).Except(OpenEndpoints).Except(OpenPages));
        var fallback = await product.Services.GetRequiredService<IAuthorizationPolicyProvider>().GetFallbackPolicyAsync();
        Assert.NotNull(fallback);
    }

    [Theory]
    [InlineData("/", HttpStatusCode.Redirect)]
    [InlineData("/settings", HttpStatusCode.Redirect)]
    [InlineData("/admin", HttpStatusCode.Redirect)]
    [InlineData("/api/email/status", HttpStatusCode.Unauthorized)]
    [InlineData("/hubs/mail", HttpStatusCode.Unauthorized)]
    [InlineData("/_blazor", HttpStatusCode.Unauthorized)]
    [InlineData("/no/such/page", HttpStatusCode.Unauthorized)]
    public async Task A_stranger_is_sent_to_sign_in_or_told_401(string path, HttpStatusCode expected)
    {
        await using var product = new Product();

        var answer = await product.Browser().GetAsync(path);

        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.Redirect)
            Assert.StartsWith("/sign-in?returnUrl=", Product.Target(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Rep)]
    [InlineData(Role.Manager)]
    public async Task Pages_of_admins_are_closed_to_others(Role role)
    {
        await using var product = new Product();
        await product.AddAsync("maya", role);
        var browser = await product.SignedInAsync("maya@northwind.test");

        var answer = await browser.GetAsync("/admin");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/access-denied", Product.Target(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_carry_headers_that_confine_them()
    {
        await using var product = new Product();

        var answer = await product.Browser().GetAsync("/sign-in");

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Theory]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("/hubs/mail/negotiate?negotiateVersion=1")]
    public async Task A_page_of_another_site_cannot_open_a_connection(string path)
    {
        await using var product = new Product();
        var browser = await product.SignedInAsync(Product.AdminEmail);
        Assert.Equal(HttpStatusCode.OK, (await PostFromAsync("http://localhost")).StatusCode);

        Assert.Equal(HttpStatusCode.Forbidden, (await PostFromAsync("https://evil.example")).StatusCode);

        Task<HttpResponseMessage> PostFromAsync(string origin)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Headers.Add("Origin", origin);
            return browser.SendAsync(request);
        }
    }
}

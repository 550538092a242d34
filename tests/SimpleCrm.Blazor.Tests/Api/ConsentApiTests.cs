using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Tests.Access;
using SimpleCrm.Database;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using SimpleCrm.TestServers.Processes;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

public sealed class ConsentApiTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connecting_answers_where_to_give_consent_once_an_admin_has_set_the_provider_up()
    {
        await using var product = new Product();
        var client = product.Browser();
        await Product.LogInAsync(client, Product.AdminEmail);
        var refused = await client.PostAsJsonAsync("/api/email/connect", new { provider = "gmail" }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        await SetUpAsync(product);
        var answer = await client.PostAsJsonAsync("/api/email/connect", new { provider = "gmail" }, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var url = new Uri((await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("authorizationUrl").GetString()!);
        Assert.Equal("accounts.google.com", url.Host);
        Assert.Equal("http://localhost/api/email/callback", System.Web.HttpUtility.ParseQueryString(url.Query)["redirect_uri"]);
    }

    [Fact]
    public async Task Callback_leads_to_the_mailboxes_with_what_came_of_it()
    {
        await using var product = new Product();
        await SetUpAsync(product);
        var browser = await product.SignedInAsync(Product.AdminEmail);
        var state = await BeginAsync(browser);

        var denied = await browser.GetAsync($"/api/email/callback?state={state}&error=access_denied", Token);
        Assert.Equal("/settings/mailboxes?consent=Denied&provider=Gmail", Product.Target(denied));
        Assert.True(denied.Headers.CacheControl?.NoStore);
        var again = await browser.GetAsync($"/api/email/callback?state={state}&code=x", Token);
        Assert.Equal("/settings/mailboxes?consent=Expired", Product.Target(again));
    }

    [Fact]
    public async Task Callback_in_another_browser_of_the_same_person_is_refused_and_says_so()
    {
        await using var product = new Product();
        await SetUpAsync(product);
        var (first, second) = (await product.SignedInAsync(Product.AdminEmail), await product.SignedInAsync(Product.AdminEmail));
        var (begun, other) = (await BeginAsync(first), await BeginAsync(second));
        Assert.NotEqual(begun, other);

        Assert.Equal("/settings/mailboxes?consent=OtherBrowser", Product.Target(await second.GetAsync($"/api/email/callback?state={begun}&code=x", Token)));
        Assert.Equal("/settings/mailboxes?consent=Denied&provider=Gmail", Product.Target(await first.GetAsync($"/api/email/callback?state={begun}&error=access_denied", Token)));
        Assert.Equal("/settings/mailboxes?consent=Denied&provider=Gmail", Product.Target(await second.GetAsync($"/api/email/callback?state={other}&error=access_denied", Token)));
    }

    [Fact]
    public async Task Browser_that_leaves_for_consent_gets_a_cookie_that_scripts_and_other_sites_requests_do_not()
    {
        await using var product = new Product();
        await SetUpAsync(product);
        var browser = await product.SignedInAsync(Product.AdminEmail);

        var leaving = await browser.GetAsync("/api/email/consent/Gmail?address=ada@northwind.test", Token);
        Assert.Equal("accounts.google.com", leaving.Headers.Location?.Host);
        Assert.Equal("ada@northwind.test", System.Web.HttpUtility.ParseQueryString(leaving.Headers.Location!.Query)["login_hint"]);
        var cookie = Assert.Single(leaving.Headers.GetValues("Set-Cookie"), c => c.StartsWith("simplecrm-consent=", StringComparison.Ordinal));
        Assert.Contains("; path=/api/email", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Equal("/settings/mailboxes?consent=NotOffered&provider=Outlook", Product.Target(await browser.GetAsync("/api/email/consent/Outlook", Token)));

        using var lured = new HttpRequestMessage(HttpMethod.Get, "/api/email/consent/Gmail") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        Assert.StartsWith("/sign-in", Product.Target(await browser.SendAsync(lured, Token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callback_of_nobody_signed_in_leads_to_sign_in()
    {
        await using var product = new Product();
        var answer = await product.Browser().GetAsync("/api/email/callback?state=x&code=y", Token);
        Assert.StartsWith("/sign-in?returnUrl=", Product.Target(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_is_stored_and_answered_at_once_and_forged_ones_change_nothing()
    {
        await using var product = new Product();
        var client = product.Browser();
        foreach (var provider in new[] { "gmail", "outlook" })
        {
            var answer = await client.PostAsync($"/api/email/webhooks/{provider}", new StringContent("{\"value\":[{\"subscriptionId\":\"s\",\"clientState\":\"x\"}]}", Encoding.UTF8, "application/json"), Token);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }
        await Until.TrueAsync(async () =>
        {
            await using var db = await product.Services.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync();
            return !await db.WebhookDeliveries.AnyAsync();
        }, TimeSpan.FromSeconds(20), () => "The webhooks are not judged.", Token);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("/api/email/webhooks/other", new StringContent("{}"), Token)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.PostAsync("/api/email/webhooks/gmail", new ByteArrayContent(new byte[WebhookDelivery.MaxBody + 1]), Token)).StatusCode);
    }

    [Fact]
    public async Task Validation_token_is_repeated_as_text_that_no_browser_takes_for_a_page()
    {
        await using var product = new Product();
        var answer = await product.Browser().PostAsync("/api/email/webhooks/outlook?validationToken=" + Uri.EscapeDataString("Validation: Testing 8be3 <script>alert(1)</script>"), null, Token);
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("Validation: Testing 8be3 &lt;script&gt;alert(1)&lt;/script&gt;", await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData(Role.Rep)]
    [InlineData(Role.Manager)]
    public async Task Provider_settings_and_jobs_are_for_admins(Role role)
    {
        await using var product = new Product();
        var viewer = await product.AddAsync("maya", role);
        var browser = await product.SignedInAsync("maya@northwind.test");
        foreach (var page in new[] { "/admin/providers", "/admin/jobs" })
            Assert.StartsWith("/access-denied", Product.Target(await browser.GetAsync(page, Token)), StringComparison.Ordinal);
        Assert.Null(await product.Services.GetRequiredService<Monitoring.JobHistory>().ListAsync(viewer, null, 10, Token));
    }

    [Fact]
    public async Task Runs_of_jobs_are_written_down()
    {
        await using var product = new Product();
        var admin = await product.AdminAsync();
        var history = product.Services.GetRequiredService<Monitoring.JobHistory>();
        await Until.TrueAsync(async () => (await history.ListAsync(admin, null, 100, Token))!.Select(r => r.Job).Distinct().Count() >= 6, TimeSpan.FromSeconds(30), () => "Not every job has run.", Token);
        Assert.All((await history.ListAsync(admin, null, 100, Token))!, r => Assert.Null(r.Failure));
        for (var i = 0; i < Monitoring.JobHistory.Kept + 10; i++)
            await history.AddAsync(new Monitoring.JobRun { Job = "Many", StartedAt = DateTime.UnixEpoch }, Token);
        Assert.Equal(Monitoring.JobHistory.Kept, (await history.ListAsync(admin, "Many", 500, Token))!.Count);
    }

    private static async Task<string> BeginAsync(HttpClient browser)
    {
        var leaving = await browser.GetAsync("/api/email/consent/Gmail", Token);
        return Uri.EscapeDataString(System.Web.HttpUtility.ParseQueryString(leaving.Headers.Location!.Query)["state"]!);
    }

    private static async Task SetUpAsync(Product product) =>
        Assert.Empty((await product.Services.GetRequiredService<MailProviderSettings>().SaveAsync(
            await product.AdminAsync(), MailProvider.Gmail, new ProviderSettingsChange { ClientId = "client-7", ClientSecret = "top-secret" }, DateTime.UnixEpoch, Token))!);
}

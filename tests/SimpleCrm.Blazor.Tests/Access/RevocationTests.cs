using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Access;

public sealed class RevocationTests
{
    private const string Maya = "maya@northwind.test";

    [Fact]
    public async Task Login_answers_in_the_shape_of_identity_and_the_token_opens_the_api()
    {
        await using var product = new Product();
        var client = product.Browser();

        var token = await Product.LogInAsync(client, Product.AdminEmail);

        Assert.Equal("Bearer", token.GetProperty("tokenType").GetString());
        Assert.Equal(3600, token.GetProperty("expiresIn").GetInt64());
        Assert.False(string.IsNullOrEmpty(token.GetProperty("refreshToken").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/settings")).StatusCode);
    }

    [Fact]
    public async Task Login_with_missing_fields_names_them_and_a_wrong_password_is_401()
    {
        await using var product = new Product();
        var client = product.Browser();

        var missing = await client.PostAsJsonAsync("/api/auth/login", new { email = "" });
        var wrong = await client.PostAsJsonAsync("/api/auth/login", new { email = Product.AdminEmail, password = "wrong password" });

        Assert.Equal(HttpStatusCode.BadRequest, missing.StatusCode);
        var errors = (await missing.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.True(errors.TryGetProperty("email", out _) && errors.TryGetProperty("password", out _));
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal("application/problem+json", wrong.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_by_the_api_too()
    {
        await using var product = new Product();
        var codes = await product.WithUsersAsync(async users =>
        {
            var user = (await users.FindByEmailAsync(Product.AdminEmail))!;
            await users.SetTwoFactorEnabledAsync(user, true);
            return (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 1))!.ToArray();
        });
        var client = product.Browser();

        var asked = await client.PostAsJsonAsync("/api/auth/login", new { email = Product.AdminEmail, password = Product.Password });
        var given = await client.PostAsJsonAsync("/api/auth/login", new { email = Product.AdminEmail, password = Product.Password, twoFactorCode = codes[0] });

        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
        Assert.Equal("RequiresTwoFactor", (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reason").GetString());
        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
    }

    [Fact]
    public async Task A_refresh_token_makes_a_new_token_until_the_person_is_signed_out_everywhere()
    {
        await using var product = new Product();
        var maya = await product.AddAsync("maya", Role.Rep);
        var client = product.Browser();
        var refreshToken = (await Product.LogInAsync(client, Maya)).GetProperty("refreshToken").GetString();
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsJsonAsync("/api/auth/refresh", new { refreshToken })).StatusCode);

        await product.Services.GetRequiredService<People>().ResetTwoFactorAsync(await product.AdminAsync(), maya.UserId, default);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsJsonAsync("/api/auth/refresh", new { refreshToken })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsJsonAsync("/api/auth/refresh", new { refreshToken = "garbage" })).StatusCode);
    }

    [Fact]
    public async Task An_old_token_is_refused_after_an_hour()
    {
        await using var product = new Product();
        var client = product.Browser();
        await Product.LogInAsync(client, Product.AdminEmail);

        product.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/email/status")).StatusCode);
    }

    [Fact]
    public async Task A_disabled_person_loses_cookie_and_token()
    {
        await using var product = new Product();
        var maya = await product.AddAsync("maya", Role.Rep);
        var browser = await product.SignedInAsync(Maya);
        var client = product.Browser();
        await Product.LogInAsync(client, Maya);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/settings")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/settings")).StatusCode);

        await product.Services.GetRequiredService<People>().SetDisabledAsync(await product.AdminAsync(), maya.UserId, true, default);

        var page = await browser.GetAsync("/settings");
        Assert.StartsWith("/sign-in", Product.Target(page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/email/status")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Product.SignInAsync(product.Browser(), Maya)).StatusCode);
    }

    [Fact]
    public async Task A_demoted_admin_loses_the_admin_pages_with_the_cookie_they_have()
    {
        await using var product = new Product();
        var maya = await product.AddAsync("maya", Role.Admin);
        var browser = await product.SignedInAsync(Maya);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/admin")).StatusCode);

        await product.Services.GetRequiredService<People>().ChangeRoleAsync(await product.AdminAsync(), maya.UserId, Role.Rep, default);

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/admin")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/settings")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_other_sessions_and_not_this_one()
    {
        await using var product = new Product();
        var here = await product.SignedInAsync(Product.AdminEmail);
        var elsewhere = await product.SignedInAsync(Product.AdminEmail);
        var program = product.Browser();
        await Product.LogInAsync(program, Product.AdminEmail);

        var token = await AntiforgeryAsync(here);
        var ended = await here.PostAsync("/account/sign-out-everywhere", new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]));

        Assert.Equal("/settings/security?sessions=Ended", Product.Target(ended));
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/settings")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/settings")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/email/status")).StatusCode);
    }

    [Fact]
    public async Task A_changed_password_keeps_this_session_and_a_wrong_current_one_counts_as_a_try()
    {
        await using var product = new Product();
        var here = await product.SignedInAsync(Product.AdminEmail);
        var elsewhere = await product.SignedInAsync(Product.AdminEmail);

        Assert.Equal("/settings/security?password=PasswordMismatch", await ChangeAsync("wrong password"));
        Assert.Equal(1, await product.WithUsersAsync(async users => (await users.FindByEmailAsync(Product.AdminEmail))!.AccessFailedCount));
        Assert.Equal("/settings/security?password=Changed", await ChangeAsync(Product.Password));

        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/settings")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/settings")).StatusCode);

        async Task<string?> ChangeAsync(string current)
        {
            var answer = await here.PostAsync("/account/password", new FormUrlEncodedContent([
                KeyValuePair.Create("current", current), KeyValuePair.Create("fresh", "purple monkey dishwasher"),
                KeyValuePair.Create("__RequestVerificationToken", await AntiforgeryAsync(here))]));
            return Product.Target(answer);
        }
    }

    private static async Task<string> AntiforgeryAsync(HttpClient browser)
    {
        var html = await browser.GetStringAsync("/settings/security/two-factor");
        var at = html.IndexOf("__RequestVerificationToken\" value=\"", StringComparison.Ordinal) + "__RequestVerificationToken\" value=\"".Length;
        return html[at..html.IndexOf('"', at)];
    }
}

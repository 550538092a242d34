using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Access;

public sealed class SignInTests
{
    [Fact]
    public async Task The_set_up_page_makes_the_first_admin_and_is_closed_afterwards()
    {
        await using var product = Product.Empty();
        var browser = product.Browser();
        Assert.Equal("/setup", Product.Target(await browser.GetAsync("/sign-in")));

        var answer = await Product.PostFormAsync(browser, "/setup", "setup", ("Form.Name", "Ada"), ("Form.Email", Product.AdminEmail), ("Form.Password", Product.Password));

        Assert.Equal("/welcome", Product.Target(answer));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/admin")).StatusCode);
        Assert.Equal("/sign-in", Product.Target(await product.Browser().GetAsync("/setup")));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_page()
    {
        await using var product = new Product();

        var wrong = await Product.SignInAsync(product.Browser(), Product.AdminEmail, "wrong password");
        var unknown = await Product.SignInAsync(product.Browser(), "ida@northwind.test", "wrong password");

        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.Equal(Alert(await wrong.Content.ReadAsStringAsync()), Alert(await unknown.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("/settings", "/settings")]
    [InlineData("//evil.example", "/")]
    [InlineData("/%5Cevil.example", "/")]
    [InlineData("https://evil.example", "/")]
    public async Task Sign_in_leads_back_to_this_site_only(string returnUrl, string expected)
    {
        await using var product = new Product();

        var answer = await Product.SignInAsync(product.Browser(), Product.AdminEmail, page: $"/sign-in?returnUrl={returnUrl}");

        Assert.Equal(expected, Product.Target(answer));
    }

    [Fact]
    public async Task Five_wrong_tries_lock_pages_and_api_alike()
    {
        await using var product = new Product();
        for (var i = 0; i < 5; i++)
            await Product.SignInAsync(product.Browser(), Product.AdminEmail, "wrong password");

        Assert.Equal(HttpStatusCode.OK, (await Product.SignInAsync(product.Browser(), Product.AdminEmail)).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => Product.LogInAsync(product.CreateClient(), Product.AdminEmail));
    }

    [Fact]
    public async Task With_a_second_factor_the_authenticators_code_lets_in()
    {
        await using var product = new Product();
        var (key, _) = await TurnTwoFactorOnAsync(product);
        var browser = product.Browser();

        var step = await Product.SignInAsync(browser, Product.AdminEmail);
        Assert.StartsWith("/sign-in/two-factor", Product.Target(step), StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await browser.GetAsync("/settings")).StatusCode);

        var wrong = await Product.PostFormAsync(browser, "/sign-in/two-factor", "two-factor", ("Form.Code", "000000"));
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        var right = await Product.PostFormAsync(browser, "/sign-in/two-factor?returnUrl=/settings", "two-factor", ("Form.Code", Totp(key)));
        Assert.Equal("/settings", Product.Target(right));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/settings")).StatusCode);
    }

    [Fact]
    public async Task A_recovery_code_lets_in_once()
    {
        await using var product = new Product();
        var (_, codes) = await TurnTwoFactorOnAsync(product);
        var first = product.Browser();
        await Product.SignInAsync(first, Product.AdminEmail);
        var answer = await Product.PostFormAsync(first, "/sign-in/recovery-code", "recovery-code", ("Form.Code", codes[0]));
        Assert.Equal("/", Product.Target(answer));

        var second = product.Browser();
        await Product.SignInAsync(second, Product.AdminEmail);
        answer = await Product.PostFormAsync(second, "/sign-in/recovery-code", "recovery-code", ("Form.Code", codes[0]));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_second_step_without_the_first_leads_back_to_sign_in()
    {
        await using var product = new Product();

        foreach (var page in new[] { "/sign-in/two-factor", "/sign-in/recovery-code" })
            Assert.Equal("/sign-in", Product.Target(await product.Browser().GetAsync(page)));
    }

    [Fact]
    public async Task Two_factor_is_turned_on_with_a_code_and_shows_ten_recovery_codes()
    {
        await using var product = new Product();
        var browser = await product.SignedInAsync(Product.AdminEmail);
        await browser.GetAsync("/settings/security/two-factor");
        var key = await product.WithUsersAsync(async users => await users.GetAuthenticatorKeyAsync((await users.FindByEmailAsync(Product.AdminEmail))!));

        var answer = await Product.PostFormAsync(browser, "/settings/security/two-factor", "enable", ("Enable.Code", Totp(key!)));

        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal(10, html.Split("<li>").Length - 1);
        Assert.True(await product.WithUsersAsync(async users => (await users.FindByEmailAsync(Product.AdminEmail))!.TwoFactorEnabled));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/settings")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_needs_the_pages_own_form()
    {
        await using var product = new Product();
        var browser = await product.SignedInAsync(Product.AdminEmail);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/account/sign-out", null)).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/settings")).StatusCode);
    }

    [Fact]
    public async Task An_invitation_link_lets_a_person_in_and_then_says_that_it_was_used()
    {
        await using var product = new Product();
        var offer = await product.Services.GetRequiredService<Invitations>().CreateAsync(await product.AdminAsync(), "jonas@northwind.test", Role.Rep, null, default);
        var browser = product.Browser();

        var answer = await Product.PostFormAsync(browser, $"/join/{offer.Token}", "join", ("Form.Name", "Jonas"), ("Form.Password", Product.Password));

        Assert.Equal("/welcome", Product.Target(answer));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/settings")).StatusCode);
        Assert.Contains("does not work", await product.Browser().GetStringAsync($"/join/{offer.Token}"), StringComparison.Ordinal);
    }

    private static async Task<(string Key, string[] Codes)> TurnTwoFactorOnAsync(Product product) => await product.WithUsersAsync(async users =>
    {
        var user = (await users.FindByEmailAsync(Product.AdminEmail))!;
        await users.ResetAuthenticatorKeyAsync(user);
        await users.SetTwoFactorEnabledAsync(user, true);
        return ((await users.GetAuthenticatorKeyAsync(user))!, (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 2))!.ToArray());
    });

    private static string Alert(string html)
    {
        var at = html.IndexOf("role=\"alert\"", StringComparison.Ordinal);
        return at < 0 ? throw new InvalidOperationException("The page says nothing.") : html[at..html.IndexOf("</p>", at, StringComparison.Ordinal)];
    }

    // RFC 6238 with the real clock, as Identity checks it.
    private static string Totp(string key)
    {
        var bits = string.Concat(key.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30));
        var hash = HMACSHA1.HashData(secret, step);
        var at = hash[^1] & 15;
        var number = (hash[at] & 0x7f) << 24 | hash[at + 1] << 16 | hash[at + 2] << 8 | hash[at + 3];
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }
}

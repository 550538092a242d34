using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SimpleCrm.Access;
using SimpleCrm.TestServers;

namespace SimpleCrm.Blazor.Tests.Access;

/// <summary>The whole host in memory, with a database of its own, a clock that only tests move, and one admin.</summary>
public sealed partial class Product : WebApplicationFactory<Program>
{
    public const string Password = "correct horse battery";
    public const string AdminEmail = "ada@northwind.test";
    private readonly TemporaryFolder _folder = new("host");
    private readonly bool _hasAdmin;

    public Product() : this(hasAdmin: true)
    {
    }

    private Product(bool hasAdmin) => _hasAdmin = hasAdmin;

    public static Product Empty() => new(hasAdmin: false);

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("DataDirectory", _folder.Path);
        if (_hasAdmin)
        {
            builder.UseSetting("Setup:AdminEmail", AdminEmail);
            builder.UseSetting("Setup:AdminPassword", Password);
        }
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
    }

    public HttpClient Browser() => CreateClient(new() { AllowAutoRedirect = false });

    public async Task<Viewer> AdminAsync() => new(await IdAsync(AdminEmail), Role.Admin, "UTC");

    public async Task<Viewer> AddAsync(string name, Role role)
    {
        var admin = await AdminAsync();
        var email = $"{name}@northwind.test";
        var offer = await Services.GetRequiredService<Invitations>().CreateAsync(admin, email, role, null, default);
        await Services.GetRequiredService<Invitations>().AcceptAsync(offer.Token!, name, Password, null, default);
        return new(await IdAsync(email), role, "UTC");
    }

    public async Task<T> WithUsersAsync<T>(Func<UserManager<User>, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<UserManager<User>>());
    }

    /// <summary>Opens a page and posts one of its forms, as a browser does.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(HttpClient browser, string page, string handler, params (string Name, string Value)[] fields)
    {
        var html = await browser.GetStringAsync(page);
        return await browser.PostAsync(page, new FormUrlEncodedContent([
            .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)),
            KeyValuePair.Create("_handler", handler),
            KeyValuePair.Create("__RequestVerificationToken", Token().Match(html).Groups[1].Value)]));
    }

    public static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string email, string password = Password, string page = "/sign-in") =>
        PostFormAsync(browser, page, "sign-in", ("Form.Email", email), ("Form.Password", password), ("Form.StaySignedIn", "true"));

    public async Task<HttpClient> SignedInAsync(string email)
    {
        var browser = Browser();
        var answer = await SignInAsync(browser, email);
        return answer.StatusCode == HttpStatusCode.Redirect ? browser : throw new InvalidOperationException($"Sign-in answered {answer.StatusCode}.");
    }

    public static async Task<JsonElement> LogInAsync(HttpClient client, string email, string password = Password)
    {
        var answer = await client.PostAsJsonAsync("/api/auth/login", new { email, password });
        answer.EnsureSuccessStatusCode();
        var token = await answer.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("accessToken").GetString());
        return token;
    }

    /// <summary>Where an answer redirects to: the path on this site, the whole address elsewhere, null for nowhere.</summary>
    public static string? Target(HttpResponseMessage answer) =>
        answer.Headers.Location is { IsAbsoluteUri: true, Host: "localhost" } own ? own.PathAndQuery : answer.Headers.Location?.OriginalString;

    private Task<long> IdAsync(string email) => WithUsersAsync(async users => (await users.FindByEmailAsync(email))!.Id);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _folder.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SimpleCrm.Access;
using SimpleCrm.Sync;
using SimpleCrm.TestServers;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

/// <summary>The whole host in memory with its database in a file; only the mail servers are scripted.</summary>
public sealed class ApiHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    private const string Password = "correct horse battery staple";
    private readonly TemporaryFolder _folder = new("api");
    private readonly Dictionary<string, string> _tokens = [];
    private readonly SemaphoreSlim _gate = new(1);

    internal new AcceptingServer Server { get; } = new();

    public TestServer Web => base.Server;

    public ValueTask InitializeAsync()
    {
        _ = Services;
        return ValueTask.CompletedTask;
    }

    /// <summary>A client that nobody is signed in to.</summary>
    public HttpClient Anonymous() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <summary>A client of a person with this name, who is made when there is none.</summary>
    public async Task<HttpClient> SignedInAsync(string name, Role role = Role.Rep)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(name, role));
        return client;
    }

    public async Task<string> TokenAsync(string name, Role role = Role.Rep)
    {
        await _gate.WaitAsync();
        try
        {
            if (_tokens.TryGetValue(name, out var known))
                return known;
            await using var scope = Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
            var email = $"{name}@acme.example";
            var made = await users.CreateAsync(new User { UserName = email, Email = email, EmailConfirmed = true, DisplayName = name, Role = role }, Password);
            Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(e => e.Description)));
            var answer = await Anonymous().PostAsJsonAsync("/api/auth/login", new { email, password = Password });
            answer.EnsureSuccessStatusCode();
            return _tokens[name] = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<long> UserIdAsync(string name)
    {
        await using var scope = Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<User>>().FindByEmailAsync($"{name}@acme.example"))!.Id;
    }

    /// <summary>Connects a mailbox over the API.</summary>
    public static async Task<string> ConnectAsync(HttpClient client, string address)
    {
        var answer = await client.PostAsJsonAsync("/api/email/connect", ConnectBody(address));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("mailboxId").GetString()!;
    }

    public static object ConnectBody(string address, string password = "app password") => new
    {
        provider = "imap",
        address,
        displayName = "Some Body",
        username = address,
        password,
        imap = new { host = "mail.example", port = 993, security = "tls" },
        smtp = new { host = "mail.example", port = 587, security = "startTls" },
    };

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("DataDirectory", _folder.Path);
        builder.UseSetting("Sandbox:Enabled", "false");
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.RemoveAll<IEmailProvider>();
            services.AddSingleton<IEmailProvider>(Server);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _gate.Dispose();
        _folder.Dispose();
    }
}

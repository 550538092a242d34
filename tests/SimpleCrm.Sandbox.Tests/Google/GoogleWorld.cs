using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.TestServers.Contracts;
using Xunit;

namespace SimpleCrm.Sandbox.Tests.Google;

/// <summary>A simulated Google with one account, called as any HTTP client would; every call is held against the published description.</summary>
internal sealed class GoogleWorld : IAsyncDisposable
{
    public const string Address = "ana@northwind.test";

    private static readonly DiscoveryContract? Contract = DiscoveryContract.Load("gmail-v1.discovery.json");

    private readonly ConcurrentQueue<string> _faults = new();

    private GoogleWorld(SandboxServer sandbox, FakeTimeProvider time)
    {
        (Sandbox, Time) = (sandbox, time);
        Mailbox = sandbox.Google.Add(Address, "Ana Lima");
        Mailbox.Quota.UnitsPerMinute = int.MaxValue;
        sandbox.Google.Observer = exchange =>
        {
            foreach (var fault in Contract?.Check(exchange.Method, exchange.Path, exchange.Query, exchange.Request, exchange.Status, exchange.Response) ?? [])
                _faults.Enqueue(fault);
        };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", sandbox.GoogleAccounts.IssueAccessToken(Address, "https://mail.google.com/"));
    }

    public SandboxServer Sandbox { get; }
    public FakeTimeProvider Time { get; }
    public GmailMailbox Mailbox { get; }
    public HttpClient Http { get; } = new();

    public static async Task<GoogleWorld> StartAsync()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        return new GoogleWorld(await SandboxServer.StartAsync(0, time, TestContext.Current.CancellationToken), time);
    }

    public Uri At(string path) => new(Sandbox.Address, "/google/" + path);

    public async Task<JsonNode> GetAsync(string path) => await SendAsync(HttpMethod.Get, "gmail/v1/users/me/" + path, null);

    public async Task<JsonNode> PostAsync(string path, JsonNode? body) =>
        await SendAsync(HttpMethod.Post, "gmail/v1/users/me/" + path, body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));

    public async Task<JsonNode> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        var (status, body) = await TryAsync(method, path, content);
        Assert.True((int)status is >= 200 and < 300, $"{status}: {body}");
        return body;
    }

    public async Task<(HttpStatusCode Status, JsonNode Body)> TryAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, At(path)) { Content = content };
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    public string Deliver(string subject, string? messageId = null, string extraHeaders = "") =>
        Mailbox.Deliver(Email(subject, messageId, extraHeaders), Time.GetUtcNow());

    public static byte[] Email(string subject, string? messageId = null, string extraHeaders = "", string to = Address) => Encoding.UTF8.GetBytes(
        $"From: Bob <bob@mercier.example>\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{messageId ?? $"{Guid.NewGuid():N}@mercier.example"}>\r\n{extraHeaders}\r\nHello\r\n");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Sandbox.DisposeAsync();
        Assert.Empty(_faults);
    }
}

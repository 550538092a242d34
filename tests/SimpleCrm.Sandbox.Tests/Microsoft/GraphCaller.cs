using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SimpleCrm.Sandbox.Microsoft;
using SimpleCrm.TestServers.Contracts;
using Xunit;

namespace SimpleCrm.Sandbox.Tests.Microsoft;

/// <summary>Plain calls to the simulated Graph, compared with the published metadata.</summary>
internal sealed class GraphCaller : IAsyncDisposable
{
    private readonly GraphContract? _contract = GraphContract.Create();
    private readonly HttpClient _client = new();

    private GraphCaller(SandboxServer server)
    {
        Server = server;
        Mailbox = server.Microsoft.AddMailbox("ana@northwind.test", "Ana Silva");
        Endpoint = server.Address.GetLeftPart(UriPartial.Authority) + "/microsoft/graph/v1.0";
        Token = server.Tokens.Issue(Mailbox.Address, ["Mail.ReadWrite", "Mail.Send", "Contacts.ReadWrite", "MailboxSettings.ReadWrite"], TimeSpan.FromHours(1));
        server.Microsoft.Observer = call => _contract?.Check(call.Method, call.Path, call.RequestType, call.Request, call.Status, call.ResponseType, call.Response);
    }

    public SandboxServer Server { get; }
    public MicrosoftMailbox Mailbox { get; }
    public string Endpoint { get; }
    public string Token { get; set; }

    public static async Task<GraphCaller> StartAsync(TimeProvider? time = null) => new(await SandboxServer.StartAsync(0, time ?? TimeProvider.System, TestContext.Current.CancellationToken));

    public async Task<(HttpStatusCode Status, JsonObject? Body, HttpResponseHeaders Headers)> CallAsync(string method, string path, string? json = null, bool immutable = false)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith("http", StringComparison.Ordinal) ? path : Endpoint + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (immutable)
            request.Headers.Add("Prefer", "IdType=\"ImmutableId\"");
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : null, response.Headers);
    }

    public async Task<JsonObject> GetAsync(string path, bool immutable = false)
    {
        var (status, body, _) = await CallAsync("GET", path, immutable: immutable);
        Assert.Equal(HttpStatusCode.OK, status);
        return body!;
    }

    public string Deliver(string subject, string headers = "") => Mailbox.Deliver(Encoding.UTF8.GetBytes(
        $"From: Ada <ada@mercier.example>\r\nTo: ana@northwind.test\r\nSubject: {subject}\r\nMessage-ID: <{Guid.NewGuid():N}@mercier.example>\r\n{headers}\r\nHello\r\n"), Server.Time.GetUtcNow());

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Server.DisposeAsync();
        if (_contract is not null)
            Assert.True(_contract.Violations.Count == 0, string.Join('\n', _contract.Violations));
    }
}

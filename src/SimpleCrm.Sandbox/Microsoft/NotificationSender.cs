using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>Posts notifications in the background, and loses, doubles or shuffles them on demand.</summary>
internal sealed class NotificationSender : IDisposable
{
    private static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(10);

    private readonly MicrosoftSandbox _sandbox;
    private readonly HttpClient _client = new();
    private readonly Channel<(string Url, JsonArray Items)> _waiting = Channel.CreateUnbounded<(string, JsonArray)>();
    private readonly List<(string Url, JsonObject Item)> _held = [];

    public NotificationSender(MicrosoftSandbox sandbox)
    {
        _sandbox = sandbox;
        _ = Task.Run(PostAsync);
    }

    public void Send(string url, JsonObject item)
    {
        var faults = _sandbox.NotificationFaults;
        if (faults.Lose)
            return;
        if (faults.Shuffle)
        {
            lock (_held)
                _held.Add((url, item));
            return;
        }
        _waiting.Writer.TryWrite((url, new JsonArray(item)));
        if (faults.Double)
            _waiting.Writer.TryWrite((url, new JsonArray(item.DeepClone())));
    }

    /// <summary>Posts what was held back: the last first, and several in one call.</summary>
    public void Release()
    {
        lock (_held)
        {
            foreach (var group in _held.AsEnumerable().Reverse().GroupBy(h => h.Url))
                _waiting.Writer.TryWrite((group.Key, new JsonArray([.. group.Select(h => (JsonNode)h.Item)])));
            _held.Clear();
        }
    }

    /// <summary>The handshake: the address must answer the token it is called with, as text.</summary>
    public async Task<bool> ValidateAsync(Uri address)
    {
        var token = $"Validation: {Guid.NewGuid()} + spaced & signed";
        using var patience = new CancellationTokenSource(HandshakePatience);
        try
        {
            var url = address + (address.Query.Length > 0 ? "&" : "?") + "validationToken=" + Uri.EscapeDataString(token);
            using var response = await _client.PostAsync(url, new StringContent("", Encoding.UTF8, "text/plain"), patience.Token);
            return response.StatusCode == HttpStatusCode.OK && response.Content.Headers.ContentType?.MediaType == "text/plain"
                && await response.Content.ReadAsStringAsync(patience.Token) == token;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task PostAsync()
    {
        await foreach (var (url, items) in _waiting.Reader.ReadAllAsync())
        {
            var body = new JsonObject { ["value"] = items }.ToJsonString();
            _sandbox.Observer?.Invoke(new GraphExchange("POST", "/notification", "application/json", Encoding.UTF8.GetBytes(body), 202, null, default));
            try
            {
                using var response = await _client.PostAsync(url, new StringContent(body, Encoding.UTF8, "application/json"));
            }
            // A subscriber that is not there misses it, as it would.
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or InvalidOperationException)
            {
            }
        }
    }

    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _client.Dispose();
    }
}

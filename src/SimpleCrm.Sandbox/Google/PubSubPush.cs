using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Google;

/// <summary>
/// Watches, and the pushes that follow from them: at most one a second for each mailbox, the rest dropped; signed as Google signs them (an RS256
/// id token of a service account); repeated when the receiver does not answer 2xx.
/// </summary>
public sealed class PubSubPush : IDisposable
{
    private static readonly TimeSpan WatchLifetime = TimeSpan.FromDays(7);

    private readonly GoogleSandbox _google;
    private readonly HttpClient _http = new();
    private readonly ConcurrentDictionary<string, PushSubscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Topic, DateTimeOffset ExpiresAt)> _watches = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _lastPush = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private JsonObject? _held;
    private long _messageId = 9_000_000_000;

    internal PubSubPush(GoogleSandbox google) => _google = google;

    /// <summary>How many coming pushes are lost, doubled, or held back until the one after them.</summary>
    public int Lose { get; set; }
    public int Double { get; set; }
    public int Shuffle { get; set; }

    /// <summary>Pushes that a receiver has accepted.</summary>
    public int Delivered { get; private set; }

    /// <summary>Lets a topic push to an address.</summary>
    public void Subscribe(string topic, PushSubscription subscription) => _subscriptions[topic] = subscription;

    /// <summary>Whether a watch of the mailbox is alive.</summary>
    public bool IsWatched(string address) => _watches.TryGetValue(address, out var watch) && watch.ExpiresAt > _google.Sandbox.Time.GetUtcNow();

    internal (string Topic, DateTimeOffset ExpiresAt)? WatchOf(string address) => _watches.TryGetValue(address, out var watch) ? watch : null;

    internal void Restore(string address, string topic, DateTimeOffset expiresAt) => _watches[address] = (topic, expiresAt);

    /// <summary>The bearer token that a push carries; claims can be forged by the caller.</summary>
    public string Sign(PushSubscription subscription, Action<JsonObject>? forge = null)
    {
        var now = _google.Sandbox.Time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = _google.Sandbox.GoogleAccounts.Issuer,
            ["aud"] = subscription.Audience,
            ["azp"] = "113774264463038321964",
            ["sub"] = "113774264463038321964",
            ["email"] = subscription.ServiceAccount,
            ["email_verified"] = true,
            ["iat"] = now,
            ["exp"] = now + 3600,
        };
        forge?.Invoke(claims);
        return _google.Sandbox.GoogleAccounts.Key.Sign(claims);
    }

    internal ApiReply Watch(GmailMailbox mailbox, ApiCall call)
    {
        var topic = (string?)call.Json()["topicName"] ?? "";
        if (!topic.StartsWith("projects/", StringComparison.Ordinal) || !topic.Contains("/topics/", StringComparison.Ordinal))
            throw GoogleError.Invalid($"Invalid topicName does not match projects/*/topics/*");
        var expires = _google.Sandbox.Time.GetUtcNow() + WatchLifetime;
        _watches[mailbox.Address] = (topic, expires);
        lock (mailbox.Store.Gate)
            return new ApiReply(200, new JsonObject
            {
                ["historyId"] = mailbox.Store.HistoryId.ToString(CultureInfo.InvariantCulture),
                ["expiration"] = expires.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            });
    }

    internal ApiReply Stop(GmailMailbox mailbox, ApiCall call)
    {
        _watches.TryRemove(mailbox.Address, out _);
        return ApiReply.Empty;
    }

    internal void Changed(GmailMailbox mailbox)
    {
        if (!IsWatched(mailbox.Address) || !_watches.TryGetValue(mailbox.Address, out var watch) || !_subscriptions.TryGetValue(watch.Topic, out var subscription))
            return;
        var now = _google.Sandbox.Time.GetUtcNow();
        if (_lastPush.TryGetValue(mailbox.Address, out var last) && now - last < TimeSpan.FromSeconds(1))
            return;
        _lastPush[mailbox.Address] = now;
        var data = new JsonObject { ["emailAddress"] = mailbox.Address, ["historyId"] = mailbox.Store.HistoryId };
        foreach (var push in Choose(Envelope(data, subscription, now)))
            _ = Task.Run(() => PostAsync(push, subscription));
    }

    private List<JsonObject> Choose(JsonObject push)
    {
        lock (_gate)
        {
            if (Lose > 0)
            {
                Lose--;
                return [];
            }
            if (Shuffle > 0 && _held is null)
            {
                Shuffle--;
                _held = push;
                return [];
            }
            var chosen = new List<JsonObject> { push };
            if (Double > 0)
            {
                Double--;
                chosen.Add((JsonObject)push.DeepClone());
            }
            if (_held is { } held)
                chosen.Add(held);
            _held = null;
            return chosen;
        }
    }

    private JsonObject Envelope(JsonObject data, PushSubscription subscription, DateTimeOffset now)
    {
        var id = Interlocked.Increment(ref _messageId).ToString(CultureInfo.InvariantCulture);
        var published = now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["message"] = new JsonObject
            {
                ["data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(data.ToJsonString())),
                ["messageId"] = id,
                ["message_id"] = id,
                ["publishTime"] = published,
                ["publish_time"] = published,
            },
            ["subscription"] = subscription.Name,
        };
    }

    private async Task PostAsync(JsonObject push, PushSubscription subscription)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Endpoint) { Content = JsonContent.Create(push) };
                request.Headers.Authorization = new("Bearer", Sign(subscription));
                using var answer = await _http.SendAsync(request);
                if (answer.IsSuccessStatusCode)
                {
                    Delivered++;
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // Not there just now: Pub/Sub tries again.
            }
            await Task.Delay(TimeSpan.FromSeconds(1 << attempt), _google.Sandbox.Time);
        }
    }

    public void Dispose() => _http.Dispose();
}

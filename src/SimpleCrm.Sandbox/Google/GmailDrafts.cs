namespace SimpleCrm.Sandbox.Google;

/// <summary>Drafts have an id of their own; their message gets another with each change. Needs the store's lock.</summary>
internal sealed class GmailDrafts(GmailStore store, TimeProvider time)
{
    private readonly Dictionary<string, string> _messageIds = new(StringComparer.Ordinal);
    private long _next = 8_000_000_000_000;

    public IEnumerable<(string Id, GmailMessage Message)> List()
    {
        foreach (var (id, messageId) in _messageIds.ToList())
            if (store.Find(messageId) is { } message && message.Labels.Contains("DRAFT"))
                yield return (id, message);
            else
                _messageIds.Remove(id);
    }

    /// <summary>Puts a draft back with its id.</summary>
    public void Restore(string id, string messageId)
    {
        _messageIds[id] = messageId;
        _next = Math.Max(_next, long.Parse(id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture) + 1);
    }

    public GmailMessage Get(string id) => _messageIds.TryGetValue(id, out var messageId) && store.Find(messageId) is { } message ? message : throw GoogleError.NotFound();

    public (string Id, GmailMessage Message) Create(byte[] raw, string? threadId)
    {
        var message = store.Add(raw, time.GetUtcNow(), ["DRAFT"], threadId);
        var id = $"r{_next++}";
        _messageIds[id] = message.Id;
        return (id, message);
    }

    public GmailMessage Update(string id, byte[] raw, string? threadId)
    {
        var old = Get(id);
        var message = store.Add(raw, time.GetUtcNow(), ["DRAFT"], threadId);
        store.Remove(old);
        _messageIds[id] = message.Id;
        return message;
    }

    public void Delete(string id)
    {
        var message = Get(id);
        _messageIds.Remove(id);
        store.Remove(message);
    }
}

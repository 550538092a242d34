using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Google;

/// <summary>System and user labels of an account. Needs the store's lock.</summary>
internal sealed class GmailLabels(GmailStore store)
{
    private static readonly string[] System =
        ["CHAT", "SENT", "INBOX", "IMPORTANT", "TRASH", "DRAFT", "SPAM", "CATEGORY_FORUMS", "CATEGORY_UPDATES", "CATEGORY_PERSONAL", "CATEGORY_PROMOTIONS", "CATEGORY_SOCIAL", "STARRED", "UNREAD"];

    // SENT and DRAFT say what a message is; nobody can put them on or take them off.
    private static readonly string[] Fixed = ["SENT", "DRAFT", "CHAT"];

    private readonly Dictionary<string, JsonObject> _users = new(StringComparer.Ordinal);
    private int _next;

    public IEnumerable<JsonObject> List() => System.Select(Describe).Concat(_users.Values.Select(u => (JsonObject)u.DeepClone()));

    public bool Exists(string id) => System.Contains(id) || _users.ContainsKey(id);

    public string? IdOf(string name) => System.FirstOrDefault(s => s.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? _users.FirstOrDefault(u => ((string)u.Value["name"]!).Equals(name, StringComparison.OrdinalIgnoreCase)).Key;

    public JsonObject Get(string id)
    {
        var label = _users.TryGetValue(id, out var user) ? (JsonObject)user.DeepClone() : System.Contains(id) ? Describe(id) : throw GoogleError.NotFound();
        var messages = store.Labelled(id);
        label["messagesTotal"] = messages.Count;
        label["messagesUnread"] = messages.Count(m => m.Labels.Contains("UNREAD"));
        label["threadsTotal"] = messages.Select(m => m.ThreadId).Distinct().Count();
        label["threadsUnread"] = messages.Where(m => m.Labels.Contains("UNREAD")).Select(m => m.ThreadId).Distinct().Count();
        return label;
    }

    /// <summary>The account's own labels.</summary>
    public IEnumerable<JsonObject> Own => _users.Values;

    /// <summary>Puts a label back with its id.</summary>
    public void Restore(JsonObject label)
    {
        _users[(string)label["id"]!] = label;
        _next = Math.Max(_next, _users.Count);
    }

    public JsonObject Create(JsonObject wanted)
    {
        var name = NameOf(wanted);
        if (IdOf(name) is not null)
            throw new GoogleError(409, "aborted", "Label name exists or conflicts");
        string id;
        do
            id = $"Label_{++_next}";
        while (_users.ContainsKey(id));
        return Keep(id, wanted, name);
    }

    public JsonObject Update(string id, JsonObject wanted, bool isPatch)
    {
        if (!_users.TryGetValue(id, out var known))
            throw System.Contains(id) ? GoogleError.Invalid("Invalid label.") : GoogleError.NotFound();
        var merged = isPatch ? (JsonObject)known.DeepClone() : [];
        foreach (var (key, value) in wanted)
            merged[key] = value?.DeepClone();
        var name = NameOf(merged);
        if (IdOf(name) is { } other && other != id)
            throw new GoogleError(409, "aborted", "Label name exists or conflicts");
        return Keep(id, merged, name);
    }

    public void Delete(string id)
    {
        if (!_users.ContainsKey(id))
            throw System.Contains(id) ? GoogleError.Invalid("Invalid delete request") : GoogleError.NotFound();
        foreach (var message in store.Labelled(id).ToList())
            store.ChangeLabels(message, [], [id]);
        _users.Remove(id);
    }

    /// <summary>Refuses labels that do not exist or that nobody may change.</summary>
    public void Check(params IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            if (!Exists(id))
                throw GoogleError.Invalid($"labelId not found: {id}");
            if (Fixed.Contains(id))
                throw GoogleError.Invalid($"Cannot add or remove label {id}");
        }
    }

    private JsonObject Keep(string id, JsonObject wanted, string name)
    {
        var label = new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["type"] = "user",
            ["messageListVisibility"] = (string?)wanted["messageListVisibility"] ?? "show",
            ["labelListVisibility"] = (string?)wanted["labelListVisibility"] ?? "labelShow",
        };
        if (wanted["color"] is JsonObject color)
            label["color"] = color.DeepClone();
        _users[id] = label;
        return (JsonObject)label.DeepClone();
    }

    private static string NameOf(JsonObject label) => (string?)label["name"] is { Length: > 0 and <= 225 } name ? name : throw GoogleError.Invalid("Invalid label name");

    private static JsonObject Describe(string id) => new() { ["id"] = id, ["name"] = id, ["type"] = "system" };
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Google;

/// <summary>An address book with sync tokens, as the People API has: contacts, and others who were written to. Safe for concurrent use.</summary>
public sealed class PeopleBook(TimeProvider time)
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(7);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long _version;
    private long _oldest;
    private int _next;

    private sealed record Entry(string Id, bool IsOther, JsonObject? Person, long Version);

    /// <summary>Adds somebody.</summary>
    /// <returns>Resource name.</returns>
    public string Add(string name, string address, string? company = null, string? jobTitle = null, string? phone = null, bool isOther = false)
    {
        var id = (isOther ? "otherContacts/c" : "people/c") + (1_000_000 + Interlocked.Increment(ref _next)).ToString(CultureInfo.InvariantCulture);
        Change(id, name, address, company, jobTitle, phone);
        return id;
    }

    /// <summary>Changes somebody.</summary>
    public void Change(string id, string name, string address, string? company = null, string? jobTitle = null, string? phone = null)
    {
        static JsonObject Primary() => new() { ["primary"] = true, ["source"] = new JsonObject { ["type"] = "CONTACT" } };
        var person = new JsonObject
        {
            ["resourceName"] = id,
            ["etag"] = "%EgUBAi43PRoEAQIFByIM",
            ["metadata"] = new JsonObject { ["objectType"] = "PERSON", ["sources"] = new JsonArray(new JsonObject { ["type"] = "CONTACT", ["id"] = id[(id.LastIndexOf('c') + 1)..] }) },
            ["names"] = new JsonArray(new JsonObject { ["metadata"] = Primary(), ["displayName"] = name, ["unstructuredName"] = name }),
            ["emailAddresses"] = new JsonArray(new JsonObject { ["metadata"] = Primary(), ["value"] = address, ["type"] = "work" }),
        };
        if (company is not null || jobTitle is not null)
            person["organizations"] = new JsonArray(new JsonObject { ["metadata"] = Primary(), ["name"] = company ?? "", ["title"] = jobTitle ?? "" });
        if (phone is not null)
            person["phoneNumbers"] = new JsonArray(new JsonObject { ["metadata"] = Primary(), ["value"] = phone });
        lock (_gate)
            _entries[id] = new Entry(id, id.StartsWith("other", StringComparison.Ordinal), person, ++_version);
    }

    /// <summary>Removes somebody.</summary>
    public void Remove(string id)
    {
        lock (_gate)
            _entries[id] = _entries[id] with { Person = null, Version = ++_version };
    }

    /// <summary>Makes every sync token given until now too old.</summary>
    public void ExpireTokens()
    {
        lock (_gate)
            _oldest = ++_version;
    }

    internal static void AddTo(ApiRoutes routes)
    {
        routes.Add("GET", "v1/people/me/connections", 0, GmailScopes.Contacts, (mailbox, call) => mailbox.Contacts.Page(call, false, "connections", "personFields"));
        routes.Add("GET", "v1/otherContacts", 0, GmailScopes.OtherContacts, (mailbox, call) => mailbox.Contacts.Page(call, true, "otherContacts", "readMask"));
    }

    private ApiReply Page(ApiCall call, bool isOther, string list, string mask)
    {
        if (call[mask] is not { Length: > 0 } fields)
            throw GoogleError.Invalid($"{mask} mask is required.");
        var wanted = fields.Split(',').Append("resourceName").Append("etag").ToHashSet(StringComparer.Ordinal);
        lock (_gate)
        {
            var since = call["syncToken"] is { } token ? Since(token) : (long?)null;
            var start = call["pageToken"] is { } page && int.TryParse(page, CultureInfo.InvariantCulture, out var number) ? number : 0;
            var most = call.Int("pageSize", 100, 1000);
            var all = _entries.Values.Where(e => e.IsOther == isOther && (since is { } from ? e.Version > from : e.Person is not null)).OrderBy(e => e.Version).ToList();
            var reply = new JsonObject();
            if (all.Count > start)
                reply[list] = new JsonArray([.. all.Skip(start).Take(most).Select(e => Describe(e, wanted))]);
            if (all.Count > start + most)
                reply["nextPageToken"] = (start + most).ToString(CultureInfo.InvariantCulture);
            else if (call.Is("requestSyncToken") || since is not null)
                reply["nextSyncToken"] = $"{_version}.{time.GetUtcNow().ToUnixTimeSeconds()}";
            return new ApiReply(200, reply);
        }
    }

    private long Since(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 2 || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var version) || !long.TryParse(parts[1], CultureInfo.InvariantCulture, out var given))
            throw GoogleError.Invalid("Sync token is invalid.");
        return version < _oldest || time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(given) > TokenLifetime
            ? throw new GoogleError(400, "failedPrecondition", "Sync token is expired. Clear local cache and retry call without the sync token.") { InfoReason = "EXPIRED_SYNC_TOKEN" }
            : version;
    }

    private static JsonObject Describe(Entry entry, HashSet<string> wanted)
    {
        if (entry.Person is null)
            return new JsonObject { ["resourceName"] = entry.Id, ["metadata"] = new JsonObject { ["deleted"] = true, ["objectType"] = "PERSON" } };
        var person = (JsonObject)entry.Person.DeepClone();
        foreach (var name in person.Select(p => p.Key).Where(k => !wanted.Contains(k)).ToList())
            person.Remove(name);
        return person;
    }
}

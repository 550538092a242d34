using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>One Graph call, whether it came by itself or as part of a batch.</summary>
internal sealed class GraphRequest
{
    private readonly Lazy<IReadOnlyDictionary<string, string>> _query;

    public GraphRequest(string method, string pathAndQuery, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        var mark = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        (Method, Path, Query, Headers, Body) = (method.ToUpperInvariant(), mark < 0 ? pathAndQuery : pathAndQuery[..mark], mark < 0 ? "" : pathAndQuery[mark..], headers, body);
        Segments = SegmentsOf(Path);
        _query = new(() => Parse(Query));
    }

    public string Method { get; }

    /// <summary>Below the version, with a leading slash, still escaped.</summary>
    public string Path { get; }
    public string Query { get; }
    public IReadOnlyDictionary<string, string> Headers { get; }
    public byte[] Body { get; }

    /// <summary>Unescaped; <c>name('key')</c> gives two, namespaces and empty brackets of functions are gone.</summary>
    public IReadOnlyList<string> Segments { get; }

    public string? this[string option] => _query.Value.GetValueOrDefault(option);

    public string ContentType => Headers.GetValueOrDefault("Content-Type") ?? "";
    public bool WantsImmutableIds => Prefers("IdType=\"ImmutableId\"") || Prefers("IdType=ImmutableId");
    public int? MaxPageSize => Preference("odata.maxpagesize") is { } text && int.TryParse(text, out var size) ? size : null;

    public JsonObject Json()
    {
        if (Body.Length == 0)
            return [];
        try
        {
            return JsonNode.Parse(Body) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw GraphException.BadRequest("The request body is not a JSON object.");
        }
    }

    /// <summary>A parameter of an action, whose names the service reads without regard to case.</summary>
    public static JsonNode? Parameter(JsonObject body, string name) =>
        body.FirstOrDefault(p => p.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private bool Prefers(string preference) => Headers.GetValueOrDefault("Prefer")?.Contains(preference, StringComparison.OrdinalIgnoreCase) == true;

    private string? Preference(string name) => Headers.GetValueOrDefault("Prefer")?.Split(',', ';')
        .Select(p => p.Trim()).FirstOrDefault(p => p.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim('"');

    private static List<string> SegmentsOf(string path)
    {
        var segments = new List<string>();
        foreach (var raw in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var text = Uri.UnescapeDataString(raw);
            if (text.StartsWith("microsoft.graph.", StringComparison.Ordinal))
                text = text["microsoft.graph.".Length..];
            var open = text.IndexOf('(', StringComparison.Ordinal);
            if (open < 0 || !text.EndsWith(')'))
            {
                segments.Add(text);
                continue;
            }
            segments.Add(text[..open]);
            if (text[(open + 1)..^1].Trim('\'') is { Length: > 0 } key)
                segments.Add(key);
        }
        return segments;
    }

    private static Dictionary<string, string> Parse(string query)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var mark = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = mark < 0 ? (pair, "") : (pair[..mark], pair[(mark + 1)..]);
            options[WebUtility.UrlDecode(name)] = WebUtility.UrlDecode(value);
        }
        return options;
    }
}

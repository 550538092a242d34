using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using SimpleCrm.Sandbox.OAuth;

namespace SimpleCrm.Sandbox.Google;

/// <summary>One call of an API, whether it came by itself or within a batch.</summary>
internal sealed record ApiCall(string Method, string Path, IReadOnlyDictionary<string, StringValues> Query, ReadOnlyMemory<byte> Body)
{
    public required SandboxToken Caller { get; init; }

    /// <summary>The message of an upload (media, multipart, resumable); null for plain JSON.</summary>
    public ReadOnlyMemory<byte>? Media { get; init; }

    /// <summary>Values of <c>{…}</c> in the route.</summary>
    public IReadOnlyDictionary<string, string> Route { get; init; } = new Dictionary<string, string>();

    public string? this[string parameter] => Query.TryGetValue(parameter, out var values) && values.Count > 0 ? values[0] : null;

    public IReadOnlyList<string> All(string parameter) => Query.TryGetValue(parameter, out var values) ? [.. values.OfType<string>()] : [];

    public bool Is(string parameter) => bool.TryParse(this[parameter], out var value) && value;

    /// <summary>The JSON body; an empty object when there is none.</summary>
    public JsonObject Json()
    {
        if (Body.IsEmpty)
            return [];
        try
        {
            return JsonNode.Parse(Body.Span) as JsonObject ?? throw GoogleError.Invalid("Invalid JSON payload received.");
        }
        catch (JsonException)
        {
            throw GoogleError.Invalid("Invalid JSON payload received.");
        }
    }

    public int Int(string parameter, int fallback, int most)
    {
        if (this[parameter] is not { } text)
            return fallback;
        return int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) && value is >= 0
            ? Math.Min(value == 0 ? fallback : value, most)
            : throw GoogleError.Invalid($"Invalid value at '{parameter}'.");
    }
}

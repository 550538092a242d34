using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace SimpleCrm.TestServers.Contracts;

/// <summary>
/// Checks calls against a Google discovery document: path, query, request and response. Its schemas are read as JSON Schema, strictly: what they do not
/// name is a fault.
/// </summary>
public sealed class DiscoveryContract
{
    private readonly JsonObject _document;
    private readonly JsonObject _definitions;
    private readonly List<(string[] Path, JsonObject Method)> _methods = [];
    private readonly ConcurrentDictionary<string, JsonSchema> _schemas = new(StringComparer.Ordinal);

    private DiscoveryContract(JsonObject document)
    {
        _document = document;
        _definitions = DiscoverySchemas.Convert(document["schemas"]!.AsObject());
        Collect(document);
    }

    /// <summary>The contract in a file; null when this machine has none.</summary>
    public static DiscoveryContract? Load(string name) =>
        PublishedContracts.File(name) is { } file ? new DiscoveryContract(JsonNode.Parse(File.ReadAllText(file))!.AsObject()) : null;

    /// <summary>What is wrong with a call and its answer; empty when nothing is.</summary>
    /// <param name="path">Below the API's root.</param>
    public IReadOnlyList<string> Check(string method, string path, IReadOnlyList<KeyValuePair<string, string>> query, JsonObject? request, int status, JsonObject? response)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (_methods.Find(m => (string?)m.Method["httpMethod"] == method && Matches(m.Path, segments)).Method is not { } described)
            return status == 404 ? [] : [$"{method} {path} is not described"];
        var name = (string)described["id"]!;
        var faults = new List<string>();
        CheckQuery(described, query, faults);
        if (status < 400)
        {
            CheckBody(described["request"], request, $"{name} request", faults);
            CheckBody(described["response"], response, $"{name} response", faults);
        }
        else if (response?["error"] is not JsonObject error || (int?)error["code"] != status || (string?)error["message"] is null)
            faults.Add($"{name}: error {status} in another shape");
        return [.. faults.Select(f => $"{name}: {f}")];
    }

    private void Collect(JsonObject node)
    {
        foreach (var (_, resource) in node["resources"] as JsonObject ?? [])
        {
            foreach (var (_, method) in resource!["methods"] as JsonObject ?? [])
                _methods.Add((((string?)method!["flatPath"] ?? (string)method["path"]!).Split('/'), method.AsObject()));
            Collect(resource.AsObject());
        }
        // "messages/send" is the word, not an id.
        _methods.Sort((a, b) => a.Path.Count(s => s[0] == '{') - b.Path.Count(s => s[0] == '{'));
    }

    private static bool Matches(string[] template, string[] segments) =>
        template.Length == segments.Length && template.Zip(segments).All(p => p.First[0] == '{' || p.First == p.Second);

    private void CheckQuery(JsonObject method, IReadOnlyList<KeyValuePair<string, string>> query, List<string> faults)
    {
        var known = method["parameters"] as JsonObject ?? [];
        foreach (var group in query.GroupBy(q => q.Key))
        {
            var parameter = (known[group.Key] ?? _document["parameters"]![group.Key]) as JsonObject;
            if (parameter is null || (string?)parameter["location"] != "query")
                faults.Add($"parameter {group.Key} is not described");
            else if (group.Count() > 1 && (bool?)parameter["repeated"] != true)
                faults.Add($"parameter {group.Key} is repeated");
            else
                faults.AddRange(group.Where(q => !IsValue(parameter, q.Value)).Select(q => $"parameter {q.Key} has the value {q.Value}"));
        }
        foreach (var (name, parameter) in known)
            if ((bool?)parameter!["required"] == true && (string?)parameter["location"] == "query" && !query.Any(q => q.Key == name))
                faults.Add($"parameter {name} is missing");
    }

    private static bool IsValue(JsonObject parameter, string value)
    {
        if (parameter["enum"] is JsonArray values && !values.Any(v => ((string?)v)!.Equals(value, StringComparison.OrdinalIgnoreCase)))
            return false;
        return ((string?)parameter["type"], (string?)parameter["format"]) switch
        {
            ("boolean", _) => value is "true" or "false",
            ("integer", _) => int.TryParse(value, CultureInfo.InvariantCulture, out _),
            (_, "uint64") => ulong.TryParse(value, CultureInfo.InvariantCulture, out _),
            (_, "int64") => long.TryParse(value, CultureInfo.InvariantCulture, out _),
            _ => true,
        };
    }

    private void CheckBody(JsonNode? reference, JsonObject? body, string what, List<string> faults)
    {
        if ((string?)reference?["$ref"] is not { } type)
        {
            if (body is { Count: > 0 })
                faults.Add($"{what} should have no body");
            return;
        }
        if (body is null)
            return;
        var schema = _schemas.GetOrAdd(type, Create);
        using var document = JsonDocument.Parse(body.ToJsonString());
        var result = schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        if (!result.IsValid)
            faults.AddRange((result.Details ?? []).Where(d => d.Errors is { Count: > 0 }).SelectMany(d => d.Errors!.Select(e => $"{what} at {d.InstanceLocation}: {e.Value}")).Take(5).DefaultIfEmpty($"{what} is not valid"));
    }

    private JsonSchema Create(string type) => JsonSchema.FromText(new JsonObject { ["$ref"] = $"#/$defs/{type}", ["$defs"] = _definitions.DeepClone() }.ToJsonString());
}

using System.Text.Json.Nodes;

namespace SimpleCrm.TestServers.Contracts;

/// <summary>Turns the schemas of a discovery document into JSON Schema.</summary>
internal static class DiscoverySchemas
{
    public static JsonObject Convert(JsonObject schemas)
    {
        var converted = new JsonObject();
        foreach (var (name, schema) in schemas)
            converted[name] = Convert(schema!);
        return converted;
    }

    private static JsonObject Convert(JsonNode schema)
    {
        if ((string?)schema["$ref"] is { } reference)
            return new JsonObject { ["$ref"] = $"#/$defs/{reference}" };
        var type = (string?)schema["type"];
        if (type is null or "any")
            return [];
        var converted = new JsonObject { ["type"] = type };
        if (schema["enum"] is JsonArray values)
            converted["enum"] = values.DeepClone();
        switch (type, (string?)schema["format"])
        {
            // What does not fit into 64 bits has at least 20 digits, or a sign where none may be.
            case ("string", "uint64"):
                converted["pattern"] = "^[0-9]{1,20}$";
                break;
            case ("string", "int64"):
                converted["pattern"] = "^-?[0-9]{1,19}$";
                break;
            case ("string", "byte"):
                converted["pattern"] = "^[A-Za-z0-9_+/-]*={0,2}$";
                break;
            case ("integer", _):
                (converted["minimum"], converted["maximum"]) = (int.MinValue, int.MaxValue);
                break;
            case ("array", _):
                converted["items"] = Convert(schema["items"]!);
                break;
            case ("object", _):
                converted["properties"] = Convert(schema["properties"] as JsonObject ?? []);
                converted["additionalProperties"] = schema["additionalProperties"] is { } more ? Convert(more) : false;
                break;
        }
        return converted;
    }
}

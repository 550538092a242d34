using System.Text.Json;
using System.Text.Json.Nodes;

namespace SimpleCrm.Merging;

/// <summary>The fields of records as JSON objects, so that records of all kinds are joined, and taken apart again, by the same rules.</summary>
internal static class MergedContent
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static JsonObject Of<T>(T content) => JsonSerializer.SerializeToNode(content, Options)!.AsObject();

    /// <summary>Content as it was stored; what is older than custom fields had none.</summary>
    public static JsonObject Parse(string json)
    {
        var content = JsonNode.Parse(json)!.AsObject();
        content.TryAdd("custom", new JsonObject());
        return content;
    }

    public static T To<T>(this JsonObject content) => content.Deserialize<T>(Options)!;

    /// <summary>One record from two: see <see cref="MergeRequest.FromOther"/>.</summary>
    public static JsonObject Combine(JsonObject own, JsonObject other, IReadOnlyCollection<string> fromOther)
    {
        var combined = new JsonObject();
        foreach (var key in Keys(own, other))
        {
            var (mine, theirs) = (own[key], other[key]);
            var isOther = fromOther.Contains(key, StringComparer.OrdinalIgnoreCase);
            combined[key] = (mine, theirs) switch
            {
                (JsonArray a, JsonArray b) => isOther ? Union(b, a) : Union(a, b),
                (JsonObject a, JsonObject b) => Combine(a, b, isOther ? [.. b.Select(p => p.Key)] : fromOther),
                _ when isOther || IsEmpty(mine) => theirs?.DeepClone(),
                _ => mine?.DeepClone(),
            };
        }
        return combined;
    }

    /// <summary>What a record was before a merge, with what people changed since.</summary>
    public static JsonObject TakeBack(JsonObject before, JsonObject after, JsonObject now)
    {
        var restored = new JsonObject();
        foreach (var key in Keys(now, before))
        {
            var (was, became, stands) = (before[key], after[key], now[key]);
            restored[key] = (was, became, stands) switch
            {
                // A value that was not there is named, so that it goes.
                (JsonObject a, JsonObject b, JsonObject c) => TakeBack(a, b, c),
                _ when JsonNode.DeepEquals(became, stands) => was?.DeepClone(),
                (JsonArray a, JsonArray b, JsonArray c) => new JsonArray([.. c.Where(item => Has(a, item) || !Has(b, item)).Select(item => item?.DeepClone())]),
                _ => stands?.DeepClone(),
            };
        }
        return restored;
    }

    /// <summary>The texts of a field, one or several.</summary>
    public static IEnumerable<string> Texts(this JsonObject content, string key) => content[key] switch
    {
        JsonArray list => list.Select(item => item?.GetValue<string>() ?? ""),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static IEnumerable<string> Keys(JsonObject first, JsonObject second) => first.Select(p => p.Key).Union(second.Select(p => p.Key));

    private static JsonArray Union(JsonArray first, JsonArray second)
    {
        var all = new JsonArray([.. first.Select(item => item?.DeepClone())]);
        foreach (var item in second.Where(item => !Has(first, item)))
            all.Add(item?.DeepClone());
        return all;
    }

    private static bool Has(JsonArray list, JsonNode? item) => list.Any(other => JsonNode.DeepEquals(other, item));

    private static bool IsEmpty(JsonNode? value) => value is null || value is JsonValue text && text.TryGetValue<string>(out var line) && line.Length == 0;
}

using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>The system query options of a list.</summary>
internal static class GraphQuery
{
    private const int MaxTop = 1000;

    public static IReadOnlyList<string>? Select(GraphRequest request) => Select(request["$select"]);

    public static IReadOnlyList<string>? Select(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Leaves out of an entity what was not selected.</summary>
    public static JsonObject Project(JsonObject entity, IReadOnlyList<string>? select)
    {
        if (select is not null)
            foreach (var name in entity.Select(p => p.Key).Where(n => n != "id" && !n.StartsWith('@') && !select.Contains(n, StringComparer.OrdinalIgnoreCase)).ToList())
                entity.Remove(name);
        return entity;
    }

    public static (int Skip, int Top) Window(GraphRequest request)
    {
        var top = request["$top"] is { } text ? Number(text) : 10;
        if (top is < 1 or > MaxTop)
            throw GraphException.BadRequest("$top is out of range.");
        return (request["$skip"] is { } skip ? Number(skip) : 0, top);
    }

    /// <summary>One page of a list, with a link to the next.</summary>
    public static GraphAnswer Page<T>(MicrosoftSandbox sandbox, GraphRequest request, string context, IReadOnlyList<T> all, Func<T, JsonObject> show)
    {
        var (skip, top) = Window(request);
        var answer = new JsonObject { ["@odata.context"] = Context(context) };
        if (request["$count"] == "true")
            answer["@odata.count"] = all.Count;
        answer["value"] = new JsonArray([.. all.Skip(skip).Take(top).Select(item => (JsonNode)show(item))]);
        if (skip + top < all.Count)
        {
            var options = request.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Where(o => !Uri.UnescapeDataString(o).StartsWith("$skip=", StringComparison.OrdinalIgnoreCase)).Append($"%24skip={skip + top}");
            answer["@odata.nextLink"] = sandbox.GraphAddress + request.Path + "?" + string.Join('&', options);
        }
        return GraphAnswer.Ok(answer);
    }

    public static string Context(string path) => "https://graph.microsoft.com/v1.0/$metadata#" + path;

    public static IReadOnlyList<StoredMessage> Sorted(IEnumerable<StoredMessage> messages, string? orderBy)
    {
        var (name, isDescending) = orderBy?.Split(',')[0].Trim().Split(' ') switch
        {
            null => ("receivedDateTime", true),
            [var only] => (only, false),
            [var first, var direction, ..] => (first, direction == "desc"),
            _ => throw GraphException.BadRequest("$orderby is not understood."),
        };
        Func<StoredMessage, IComparable> key = name switch
        {
            "receivedDateTime" => m => m.ReceivedAt,
            "sentDateTime" => m => m.SentAt ?? m.CreatedAt,
            "createdDateTime" => m => m.CreatedAt,
            "lastModifiedDateTime" => m => m.ModifiedAt,
            "subject" => m => m.Subject,
            _ => throw GraphException.BadRequest("$orderby names a property that cannot be sorted by."),
        };
        return isDescending ? [.. messages.OrderByDescending(key).ThenByDescending(m => m.Sequence)] : [.. messages.OrderBy(key).ThenBy(m => m.Sequence)];
    }

    private static int Number(string text) =>
        int.TryParse(text, out var number) && number >= 0 ? number : throw GraphException.BadRequest("A number was expected.");
}

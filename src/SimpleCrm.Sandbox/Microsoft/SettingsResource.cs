using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>/me/outlook/masterCategories and /me/inferenceClassification/overrides.</summary>
internal sealed class SettingsResource(MicrosoftSandbox sandbox)
{
    public GraphAnswer Answer(MicrosoftMailbox mailbox, GraphRequest request, IReadOnlyList<string> path) => path switch
    {
        ["outlook", "masterCategories", ..] => Rows(mailbox.Categories, request, [.. path.Skip(2)], "users('me')/outlook/masterCategories"),
        ["inferenceClassification", "overrides", ..] => Rows(mailbox.Overrides, request, [.. path.Skip(2)], "users('me')/inferenceClassification/overrides"),
        ["inferenceClassification"] when request.Method == "GET" => GraphAnswer.Ok(new JsonObject { ["@odata.context"] = GraphQuery.Context("users('me')/inferenceClassification/$entity"), ["id"] = "singleton" }),
        _ => throw GraphException.UnknownPath(),
    };

    private GraphAnswer Rows(Dictionary<string, JsonObject> rows, GraphRequest request, IReadOnlyList<string> path, string context)
    {
        if (path is [] && request.Method == "GET")
            return GraphQuery.Page(sandbox, request, context, [.. rows.Values], row => (JsonObject)row.DeepClone());
        if (path is [] && request.Method == "POST")
        {
            var row = request.Json();
            var id = Guid.NewGuid().ToString();
            row["id"] = id;
            rows[id] = row;
            return GraphAnswer.Created(Whole(row, context));
        }
        if (path is not [var key] || !rows.TryGetValue(key, out var known))
            throw GraphException.NotFound();
        switch (request.Method)
        {
            case "GET":
                return GraphAnswer.Ok(Whole(known, context));
            case "PATCH":
                foreach (var (name, value) in request.Json())
                    known[name] = value?.DeepClone();
                return GraphAnswer.Ok(Whole(known, context));
            case "DELETE":
                rows.Remove(key);
                return GraphAnswer.NoContent;
            default:
                throw GraphException.UnknownPath();
        }
    }

    private static JsonObject Whole(JsonObject row, string context)
    {
        var json = (JsonObject)row.DeepClone();
        json.Insert(0, "@odata.context", GraphQuery.Context(context + "/$entity"));
        return json;
    }
}

using System.Text.Json.Nodes;
using SimpleCrm.Links;

namespace SimpleCrm.Importing;

/// <summary>A row as the fields of a record.</summary>
/// <param name="Fields">By the names of the record's content; without the owner and a contact's company.</param>
/// <param name="Owner">Address or name of the owner; empty when the row does not say.</param>
/// <param name="Company">Name of a contact's company; empty when the row does not say.</param>
internal sealed record ImportValues(JsonObject Fields, string Owner, string Company)
{
    private static readonly string[] Separators = ["\n", ";", " ::: "];

    public static ImportValues Of(RecordKind kind, IReadOnlyList<string> cells, IReadOnlyList<string> mapping)
    {
        var lists = ImportTarget.Of(kind).Where(t => t.IsList).Select(t => t.Key).ToHashSet();
        var texts = new Dictionary<string, List<string>>();
        for (var i = 0; i < mapping.Count && i < cells.Count; i++)
        {
            var text = Bare(cells[i].Trim());
            if (mapping[i].Length == 0 || text.Length == 0)
                continue;
            if (!texts.TryGetValue(mapping[i], out var values))
                texts[mapping[i]] = values = [];
            if (lists.Contains(mapping[i]))
                values.AddRange(text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(v => Unmarked(mapping[i], v)));
            else
                values.Add(text.Split('\n')[0].Trim());
        }
        var fields = new JsonObject();
        var custom = texts.Where(t => t.Key.StartsWith(ImportTarget.CustomPrefix, StringComparison.Ordinal)).ToList();
        if (custom.Count > 0)
            fields["custom"] = new JsonObject(custom.Select(t => KeyValuePair.Create(t.Key[ImportTarget.CustomPrefix.Length..], (JsonNode?)JsonValue.Create(t.Value[0]))));
        foreach (var (key, values) in texts.Where(t => t.Key is not ("owner" or "company" or "givenName" or "familyName") && !t.Key.StartsWith(ImportTarget.CustomPrefix, StringComparison.Ordinal)))
            fields[key] = lists.Contains(key) ? new JsonArray([.. values.Distinct(StringComparer.OrdinalIgnoreCase).Select(v => JsonValue.Create(key == "addresses" || key == "tags" ? v.ToLowerInvariant() : v))]) : values[0];
        if (kind != RecordKind.Company && !fields.ContainsKey("name"))
            fields["name"] = Name(texts, fields);
        if (fields["address"] is { } address)
            fields["address"] = address.GetValue<string>().ToLowerInvariant();
        return new ImportValues(fields, First("owner"), First("company"));

        string First(string key) => texts.TryGetValue(key, out var values) ? values[0] : "";
    }

    // Exports of address books have people without a name.
    private static string Name(Dictionary<string, List<string>> texts, JsonObject fields)
    {
        var name = string.Join(' ', new[] { "givenName", "familyName" }.Where(texts.ContainsKey).Select(k => texts[k][0]));
        return name.Length > 0 ? name : fields["addresses"] is JsonArray { Count: > 0 } list ? list[0]!.GetValue<string>() : fields["address"]?.GetValue<string>() ?? "";
    }

    // The apostrophe that exports put before what a spreadsheet would take for a formula.
    private static string Bare(string cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;

    // Google marks its own groups: "* myContacts".
    private static string Unmarked(string key, string text) => key == "tags" ? text.TrimStart('*', ' ') : text;
}

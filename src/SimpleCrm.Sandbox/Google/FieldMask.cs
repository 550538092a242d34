using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Google;

/// <summary>A partial response: the parameter <c>fields</c>, such as <c>id,payload(headers,parts/filename)</c>.</summary>
internal sealed class FieldMask
{
    private readonly Dictionary<string, FieldMask?> _fields = new(StringComparer.Ordinal);

    private FieldMask()
    {
    }

    public static FieldMask? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var position = 0;
        var mask = Read(text, ref position);
        return position == text.Length ? mask : throw GoogleError.Invalid($"Invalid field selection {text}");
    }

    public bool Wants(string field) => _fields.ContainsKey("*") || _fields.ContainsKey(field);

    public JsonObject Of(JsonObject whole)
    {
        if (_fields.ContainsKey("*"))
            return whole;
        var part = new JsonObject();
        foreach (var (name, value) in whole.ToList())
        {
            if (!_fields.TryGetValue(name, out var inner))
                continue;
            whole.Remove(name);
            part[name] = inner is null ? value : Of(inner, value);
        }
        return part;
    }

    private static JsonNode? Of(FieldMask mask, JsonNode? value) => value switch
    {
        JsonObject inner => mask.Of(inner),
        JsonArray list => new JsonArray([.. list.ToList().Select(item =>
        {
            list.Remove(item);
            return Of(mask, item);
        })]),
        _ => value,
    };

    private static FieldMask Read(string text, ref int position)
    {
        var mask = new FieldMask();
        while (position < text.Length && text[position] != ')')
        {
            var start = position;
            while (position < text.Length && text[position] is not (',' or '(' or ')' or '/'))
                position++;
            var name = text[start..position];
            FieldMask? inner = null;
            if (position < text.Length && text[position] == '/')
            {
                position++;
                inner = ReadOne(text, ref position);
            }
            else if (position < text.Length && text[position] == '(')
            {
                position++;
                inner = Read(text, ref position);
                position++;
            }
            mask._fields[name] = inner;
            if (position < text.Length && text[position] == ',')
                position++;
        }
        return mask;
    }

    private static FieldMask ReadOne(string text, ref int position)
    {
        var depth = 0;
        var start = position;
        while (position < text.Length && (depth > 0 || text[position] is not (',' or ')')))
            depth += text[position++] switch { '(' => 1, ')' => -1, _ => 0 };
        var at = 0;
        return Read(text[start..position], ref at);
    }
}

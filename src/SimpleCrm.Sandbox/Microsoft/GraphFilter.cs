using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>The part of OData's $filter that mail clients use: comparisons, and, or, not, startswith, contains, and extended properties by any().</summary>
internal sealed partial class GraphFilter
{
    private readonly List<string> _tokens;
    private int _next;

    private GraphFilter(string text) => _tokens = [.. Token().Matches(text).Select(m => m.Value)];

    /// <summary>What decides about one message.</summary>
    public static Func<StoredMessage, bool> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return _ => true;
        var filter = new GraphFilter(text);
        var condition = filter.Or();
        return filter._next == filter._tokens.Count ? condition : throw Invalid();
    }

    private Func<StoredMessage, bool> Or()
    {
        var left = And();
        while (Accept("or"))
        {
            var (first, second) = (left, And());
            left = m => first(m) || second(m);
        }
        return left;
    }

    private Func<StoredMessage, bool> And()
    {
        var left = Not();
        while (Accept("and"))
        {
            var (first, second) = (left, Not());
            left = m => first(m) && second(m);
        }
        return left;
    }

    private Func<StoredMessage, bool> Not()
    {
        if (Accept("not"))
        {
            var inner = Not();
            return m => !inner(m);
        }
        if (Accept("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }
        var name = Take();
        if (name is "startswith" or "contains")
            return Text(name);
        if (name == "singleValueExtendedProperties/any")
            return Extended();
        var comparison = Take();
        var value = Literal(Take());
        return m => Compare(Value(m, name), value) is { } order && comparison switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "gt" => order > 0,
            "ge" => order >= 0,
            "lt" => order < 0,
            "le" => order <= 0,
            _ => throw Invalid(),
        };
    }

    private Func<StoredMessage, bool> Text(string function)
    {
        Expect("(");
        var name = Take();
        Expect(",");
        var part = Literal(Take());
        Expect(")");
        return m => Value(m, name) is { } text
            && (function == "contains" ? text.Contains(part, StringComparison.OrdinalIgnoreCase) : text.StartsWith(part, StringComparison.OrdinalIgnoreCase));
    }

    // any(ep: ep/id eq '…' and ep/value eq '…')
    private Func<StoredMessage, bool> Extended()
    {
        Expect("(");
        var variable = Take();
        Expect(":");
        var id = Member(variable, "id");
        Expect("and");
        var value = Member(variable, "value");
        Expect(")");
        return m => m.ExtendedProperty(id)?.Equals(value, StringComparison.OrdinalIgnoreCase) == true;
    }

    private string Member(string variable, string member)
    {
        Expect($"{variable}/{member}");
        Expect("eq");
        return Literal(Take());
    }

    private static string? Value(StoredMessage message, string path)
    {
        var parts = path.Split('/');
        if (!MessageJson.TryProperty(message, parts[0], out var node))
            throw Invalid();
        foreach (var part in parts.Skip(1))
            node = (node as JsonObject)?[part];
        return node is JsonValue value ? value.ToString() : null;
    }

    private static int? Compare(string? left, string right)
    {
        if (left is null)
            return null;
        if (DateTimeOffset.TryParse(left, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var a) && DateTimeOffset.TryParse(right, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var b))
            return a.CompareTo(b);
        return string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
    }

    private static string Literal(string token) => token.StartsWith('\'') ? token[1..^1].Replace("''", "'", StringComparison.Ordinal) : token;

    private bool Accept(string token)
    {
        if (_next >= _tokens.Count || _tokens[_next] != token)
            return false;
        _next++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Accept(token))
            throw Invalid();
    }

    private string Take() => _next < _tokens.Count ? _tokens[_next++] : throw Invalid();

    private static GraphException Invalid() => new(400, "ErrorInvalidUrlQueryFilter", "The query filter contains one or more invalid nodes.");

    [GeneratedRegex("'(?:[^']|'')*'|[(),]|:(?=\\s|\\w+/)|[^\\s(),':]+(?::[^\\s(),']+)*")]
    private static partial Regex Token();
}

using System.Globalization;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;
using SimpleCrm.Links;

namespace SimpleCrm.Views;

/// <summary>The query of a list's address, as views keep it: known parts only, in one order, so that equal lists have equal texts.</summary>
public static class ViewQuery
{
    /// <summary>Prefix of a custom field in an order.</summary>
    internal const string FieldPrefix = "custom.";
    private static readonly string[] Always = ["company", "field", "owner", "q", "sort", "tag"];

    /// <summary>Writes the parts of a query that belong into a view; everything else of it is left out.</summary>
    public static string Clean(RecordKind kind, string? query) => Write(Parse(query).Where(p => Keys(kind).Contains(p.Key)));

    internal static List<KeyValuePair<string, string>> Parse(string? query) =>
        [.. (query ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair).Where(p => p.Value.Length > 0)];

    internal static string Write(IEnumerable<KeyValuePair<string, string>> pairs) =>
        string.Join('&', pairs.Distinct().OrderBy(p => p.Key, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal).Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));

    /// <summary>What is wrong with a query, and what to do; null when it can be saved.</summary>
    internal static string? Mistake(RecordKind kind, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        foreach (var (key, value) in pairs)
            if (!Keys(kind).Contains(key))
                return $"A view cannot keep “{key}”. It keeps {string.Join(", ", Keys(kind))}.";
            else if (!Fits(key, value))
                return $"“{value}” is no value for “{key}”.";
        return pairs.Count(p => p.Key == "field") > 10 || pairs.Where(p => p.Key != "field").GroupBy(p => p.Key).Any(g => g.Count() > 1)
            ? "Name each part once, and at most 10 custom fields." : null;
    }

    internal static bool IsId(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>The key of the custom field an order names; null for another order.</summary>
    internal static string? OrderField(string order) =>
        order.TrimStart('-') is var name && name.StartsWith(FieldPrefix, StringComparison.Ordinal) && name.Length > FieldPrefix.Length ? name[FieldPrefix.Length..] : null;

    private static string[] Keys(RecordKind kind) => kind switch
    {
        RecordKind.Lead => [.. Always, "status"],
        RecordKind.Deal => [.. Always, "pipeline", "view"],
        _ => Always,
    };

    private static bool Fits(string key, string value) => key switch
    {
        "company" or "pipeline" => IsId(value),
        "owner" => value is "me" or "none" || IsId(value),
        "sort" => value is "changed" or "added" || OrderField(value) is not null,
        "field" => CustomFilter.Parse(value) is not null,
        "status" => Enum.TryParse<LeadStatus>(value, ignoreCase: true, out var status) && Enum.IsDefined(status),
        "view" => value == "list",
        _ => value.Length <= 200,
    };

    private static KeyValuePair<string, string> Pair(string part)
    {
        var at = part.IndexOf('=', StringComparison.Ordinal);
        return new(Text(at < 0 ? part : part[..at]), at < 0 ? "" : Text(part[(at + 1)..]).Trim());
    }

    private static string Text(string part) => Uri.UnescapeDataString(part.Replace('+', ' '));
}

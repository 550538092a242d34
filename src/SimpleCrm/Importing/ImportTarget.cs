using SimpleCrm.CustomFields;
using SimpleCrm.Links;

namespace SimpleCrm.Importing;

/// <summary>What a column of a file can be.</summary>
/// <param name="Key">By which a mapping names it.</param>
/// <param name="Label">For people.</param>
/// <param name="IsList">Several columns, and several values of a cell (one a line, or separated by semicolons), can be it.</param>
public sealed record ImportTarget(string Key, string Label, bool IsList = false)
{
    private static readonly ImportTarget[] Person =
    [
        new("name", "Name"), new("givenName", "First name"), new("familyName", "Last name"), new("jobTitle", "Title"),
    ];

    private static readonly ImportTarget[] Common = [new("tags", "Tags", IsList: true), new("owner", "Owner (address or name)")];

    /// <summary>What the keys of custom fields' targets begin with.</summary>
    internal const string CustomPrefix = "custom.";

    /// <summary>Those of contacts, companies or leads, with the custom fields they have.</summary>
    public static IReadOnlyList<ImportTarget> Of(RecordKind kind, IEnumerable<CustomFieldView> fields) => [.. Of(kind), .. fields.Select(f => new ImportTarget($"{CustomPrefix}{f.Key}", f.Name))];

    /// <summary>The same without custom fields.</summary>
    public static IReadOnlyList<ImportTarget> Of(RecordKind kind) => kind switch
    {
        RecordKind.Contact => [.. Person, new("company", "Company"), new("addresses", "Email", IsList: true), new("phones", "Phone", IsList: true), .. Common],
        RecordKind.Company => [new("name", "Name"), new("domains", "Domain", IsList: true), new("phone", "Phone"), new("website", "Website"), new("location", "Location"), new("industry", "Industry"), .. Common],
        _ => [.. Person, new("companyName", "Company"), new("address", "Email"), new("phone", "Phone"), new("source", "Source"), .. Common],
    };
}

using SimpleCrm.Contacts;
using SimpleCrm.Links;
using SimpleCrm.Merging;

namespace SimpleCrm.Importing;

/// <summary>By what a later row of a file finds the record that an earlier one adds.</summary>
internal static class ImportKeys
{
    public static IEnumerable<string> Of(RecordImport import, ImportRow row)
    {
        var after = MergedContent.Parse(row.AfterJson);
        return import.Kind switch
        {
            RecordKind.Contact => after.Texts("addresses"),
            RecordKind.Company => [.. after.Texts("domains"), $" {RecordLists.SortName(after.Texts("name").FirstOrDefault() ?? "")}"],
            _ => after.Texts("address"),
        };
    }
}

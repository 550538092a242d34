using SimpleCrm.CustomFields;
using SimpleCrm.Links;

namespace SimpleCrm.Importing;

/// <summary>Tells what the columns of a file mean by their names, as Google Contacts, Outlook, other CRMs and our own export call them.</summary>
internal static class ColumnGuess
{
    /// <summary>A target for each column; empty for those that mean nothing here.</summary>
    public static IReadOnlyList<string> Of(RecordKind kind, IReadOnlyList<string> columns, IReadOnlyList<CustomFieldView> fields)
    {
        var targets = ImportTarget.Of(kind, fields).ToDictionary(t => t.Key);
        var names = columns.Select(Plain).ToList();
        var taken = new HashSet<string>();
        return [.. names.Select((name, at) =>
        {
            // A field of the workspace's own is called what its people call it.
            var own = fields.FirstOrDefault(f => f.Name.Equals(columns[at].Trim(), StringComparison.OrdinalIgnoreCase) || f.Key.Equals(columns[at].Trim(), StringComparison.OrdinalIgnoreCase));
            var key = own is not null ? $"{ImportTarget.CustomPrefix}{own.Key}" : Of(kind, name, names);
            return key.Length > 0 && targets.TryGetValue(key, out var target) && (target.IsList || taken.Add(key)) ? key : "";
        })];
    }

    private static string Of(RecordKind kind, string name, List<string> all) => name switch
    {
        "name" or "fullname" or "displayname" or "contactname" or "leadname" or "anzeigename" => "name",
        "companyname" or "company" or "organization" or "organisation" or "organizationname" or "firma" or "account" or "accountname" or "employer" => kind == RecordKind.Company ? "name" : kind == RecordKind.Contact ? "company" : "companyName",
        "firstname" or "givenname" or "vorname" or "forename" => "givenName",
        "lastname" or "familyname" or "nachname" or "surname" => "familyName",
        "jobtitle" or "organizationtitle" or "position" or "role" => "jobTitle",
        // In Outlook's files this is "Mr" or "Dr", beside the job title.
        "title" when !all.Contains("jobtitle") && !all.Contains("organizationtitle") => "jobTitle",
        "labels" or "categories" or "groupmembership" or "tags" or "kategorien" => "tags",
        "website" or "webpage" or "websitevalue" or "url" or "homepage" => "website",
        "domain" or "domains" or "emaildomain" => "domains",
        "location" or "city" or "businesscity" or "ort" => "location",
        "industry" or "sector" or "branche" => "industry",
        "source" or "leadsource" or "origin" => "source",
        "owner" or "owneremail" or "ownername" or "assignedto" => "owner",
        _ when name.Contains("label", StringComparison.Ordinal) || name.Contains("type", StringComparison.Ordinal) || name.Contains("fax", StringComparison.Ordinal) || name.Contains("display", StringComparison.Ordinal) => "",
        _ when name.Contains("mail", StringComparison.Ordinal) && !name.Contains("mailing", StringComparison.Ordinal) => kind == RecordKind.Lead ? "address" : "addresses",
        _ when name.Contains("phone", StringComparison.Ordinal) || name.Contains("mobile", StringComparison.Ordinal) || name.Contains("telefon", StringComparison.Ordinal) || name is "tel" => kind == RecordKind.Contact ? "phones" : "phone",
        _ => "",
    };

    private static string Plain(string column) => string.Concat(column.Where(char.IsLetter)).ToLowerInvariant();
}

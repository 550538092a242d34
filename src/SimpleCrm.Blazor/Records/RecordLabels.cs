using SimpleCrm.Links;

namespace SimpleCrm.Blazor.Records;

/// <summary>How the records of a kind are called, and where they are.</summary>
/// <param name="Title">The list.</param>
/// <param name="One">One of them, within a sentence.</param>
/// <param name="Many">Several, within a sentence.</param>
/// <param name="Icon">Name of its icon.</param>
/// <param name="Path">Address of the list; a record is below it.</param>
/// <param name="Purpose">What they are good for, where there are none yet.</param>
public sealed record RecordLabels(string Title, string One, string Many, string Icon, string Path, string Purpose)
{
    public static readonly RecordLabels Contact = new("People", "contact", "contacts", "contact", "/people", "The people you do business with. Add the first one, and find their addresses, company and deals here.");
    public static readonly RecordLabels Company = new("Companies", "company", "companies", "building-2", "/companies", "The organisations your contacts work for. Their domains tell which addresses belong to them.");
    public static readonly RecordLabels Lead = new("Leads", "lead", "leads", "target", "/leads", "People who may become customers. Convert a lead, and it becomes a contact, a company and a deal.");
    public static readonly RecordLabels Deal = new("Deals", "deal", "deals", "handshake", "/deals", "What you may sell, to whom and until when. Move deals from stage to stage on the board.");

    /// <summary>As links name it.</summary>
    public RecordKind RecordKind => this == Contact ? RecordKind.Contact : this == Company ? RecordKind.Company : this == Lead ? RecordKind.Lead : RecordKind.Deal;

    /// <summary>Their name in addresses of the API.</summary>
    public string ApiName => RecordKind == RecordKind.Contact ? "contacts" : Path[1..];

    /// <summary>Whether two of them can become one.</summary>
    public bool CanMerge => RecordKind != RecordKind.Deal;

    /// <summary>The kind whose list or record an address leads to; null for none.</summary>
    public static RecordLabels? Of(string uri)
    {
        var path = new Uri(uri).AbsolutePath;
        return Array.Find([Contact, Company, Lead, Deal], kind => path == kind.Path || path.StartsWith($"{kind.Path}/", StringComparison.Ordinal));
    }

    public string Url(long id) => $"{Path}/{id}";

    /// <summary>"1 contact", "1,200 contacts".</summary>
    public string Count(int number) => number == 1 ? $"1 {One}" : FormattableString.Invariant($"{number:N0} {Many}");
}

using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Contacts;

namespace SimpleCrm.Blazor.Contacts;

/// <summary>Finds contacts by name, address or company.</summary>
public sealed class ContactLookup(ContactRecords contacts, CurrentViewer viewers) : Lookup
{
    private const int Most = 8;

    public override string Question => "Person";
    public override string None => "Add a person";

    public override async Task<IReadOnlyList<LookupChoice>> SearchAsync(string text, CancellationToken cancellationToken) =>
        await viewers.FindAsync(cancellationToken) is { } viewer && await contacts.ListAsync(viewer, new RecordQuery { Text = text, PageSize = Most }, cancellationToken) is { } page
            ? [.. page.Items.Select(c => new LookupChoice($"{c.Id}", c.Name, c.CompanyName ?? c.Addresses.FirstOrDefault() ?? "", "contact"))]
            : [];
}

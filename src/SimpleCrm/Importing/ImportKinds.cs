using Microsoft.EntityFrameworkCore;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Merging;

namespace SimpleCrm.Importing;

/// <summary>The kinds that can be imported.</summary>
internal static class ImportKinds
{
    public static readonly ImportKind<Contact, ContactContent> Contacts = new(MergeKinds.Contacts, async (db, fields, cancellationToken) =>
    {
        var addresses = fields.Texts("addresses").ToList();
        return addresses.Count == 0 ? null : await (from a in db.ContactAddresses
                                                    join c in db.Contacts on a.ContactId equals c.Id
                                                    where addresses.Contains(a.Address) && c.DeletedAt == null
                                                    orderby c.Id
                                                    select (long?)c.Id).FirstOrDefaultAsync(cancellationToken);
    });

    public static readonly ImportKind<Company, CompanyContent> Companies = new(MergeKinds.Companies, async (db, fields, cancellationToken) =>
    {
        var domains = fields.Texts("domains").Select(AddressKeys.Domain).ToList();
        var found = domains.Count == 0 ? null : await (from d in db.CompanyDomains
                                                       join c in db.Companies on d.CompanyId equals c.Id
                                                       where domains.Contains(d.Domain) && c.DeletedAt == null
                                                       orderby c.Id
                                                       select (long?)c.Id).FirstOrDefaultAsync(cancellationToken);
        return found ?? await CompanyAsync(db, fields.Texts("name").FirstOrDefault() ?? "", cancellationToken);
    });

    public static readonly ImportKind<Lead, LeadContent> Leads = new(MergeKinds.Leads, async (db, fields, cancellationToken) =>
    {
        var address = fields.Texts("address").FirstOrDefault() ?? "";
        return address.Length == 0 ? null : await db.Leads.Where(l => l.Address == address && l.DeletedAt == null).OrderBy(l => l.Id).Select(l => (long?)l.Id).FirstOrDefaultAsync(cancellationToken);
    });

    /// <summary>The company of a name, as lists order it; null when there is none.</summary>
    public static async Task<long?> CompanyAsync(SimpleCrmDbContext db, string name, CancellationToken cancellationToken)
    {
        var sortName = RecordLists.SortName(name);
        return sortName.Length == 0 ? null : await db.Companies.Where(c => c.SortName == sortName && c.DeletedAt == null).OrderBy(c => c.Id).Select(c => (long?)c.Id).FirstOrDefaultAsync(cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.CustomFields;
using SimpleCrm.Database;
using SimpleCrm.Deals;
using SimpleCrm.Links;
using SimpleCrm.Tagging;

namespace SimpleCrm.Contacts;

/// <summary>Makes a lead a contact, a company and a deal.</summary>
public sealed class LeadConversion(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    /// <summary>
    /// Converts a lead. The contact who has its address, the company of its name and nothing twice: what is there already is used. All or nothing.
    /// </summary>
    /// <param name="version">The version that was seen.</param>
    /// <param name="dealName">Null for no deal.</param>
    public Task<RecordOutcome<LeadView>> ConvertAsync(Viewer viewer, long id, int version, string? dealName, CancellationToken cancellationToken) =>
        contexts.SaveAsync(viewer, id, version, time.GetUtcNow().UtcDateTime, db => db.Leads,
            (db, lead) => ApplyAsync(db, lead, dealName, cancellationToken), (db, key) => LeadRecords.FindAsync(db, key, cancellationToken), cancellationToken);

    private async Task<Mistakes> ApplyAsync(SimpleCrmDbContext db, Lead lead, string? dealName, CancellationToken cancellationToken)
    {
        var mistakes = new Mistakes();
        if (lead.Status == LeadStatus.Converted)
        {
            mistakes.Add("status", "This lead is converted already.");
            return mistakes;
        }
        var now = time.GetUtcNow().UtcDateTime;
        var company = await CompanyAsync(db, lead, now, cancellationToken);
        var contact = await ContactAsync(db, lead, company, now, cancellationToken);
        if (dealName is not null)
            lead.DealId = await DealAsync(db, lead, dealName, company, contact, now, mistakes, cancellationToken);
        (lead.Status, lead.ContactId, lead.ConvertedAt) = (LeadStatus.Converted, contact.Id, now);
        return mistakes;
    }

    private static async Task<long> DealAsync(
        SimpleCrmDbContext db, Lead lead, string name, Company? company, Contact contact, DateTime now, Mistakes mistakes, CancellationToken cancellationToken)
    {
        var deal = new Deal();
        foreach (var (field, messages) in (await DealChecks.ApplyAsync(db, deal, new DealContent { Name = name, OwnerId = lead.OwnerId, Tags = RecordLists.SplitTags(lead.Tags) }, now, cancellationToken)).Found)
            mistakes.Add(field == "name" ? "dealName" : field, messages[0]);
        deal.SortName = RecordLists.SortName(deal.Name);
        deal.CompanyId = company?.Id;
        deal.Contacts.Add(new DealContact { DealId = deal.Id, ContactId = contact.Id });
        deal.Touch(now, isNew: true);
        await CustomValues.CopyAsync(db, lead, RecordKind.Lead, deal, RecordKind.Deal, cancellationToken);
        db.Deals.Add(deal);
        return deal.Id;
    }

    private static async Task<Company?> CompanyAsync(SimpleCrmDbContext db, Lead lead, DateTime now, CancellationToken cancellationToken)
    {
        if (lead.CompanyName.Length == 0)
            return null;
        var name = RecordLists.SortName(lead.CompanyName);
        if (await db.Companies.Where(c => c.SortName == name && c.DeletedAt == null).OrderBy(c => c.Id).FirstOrDefaultAsync(cancellationToken) is { } known)
            return known;
        var company = new Company { Name = lead.CompanyName, SortName = name, OwnerId = lead.OwnerId, Words = RecordLists.Words(lead.CompanyName) };
        company.Touch(now, isNew: true);
        await CustomValues.CopyAsync(db, lead, RecordKind.Lead, company, RecordKind.Company, cancellationToken);
        db.Companies.Add(company);
        return company;
    }

    private static async Task<Contact> ContactAsync(SimpleCrmDbContext db, Lead lead, Company? company, DateTime now, CancellationToken cancellationToken)
    {
        var known = lead.Address.Length == 0 ? null : await (from a in db.ContactAddresses
                                                             join c in db.Contacts on a.ContactId equals c.Id
                                                             where a.Address == lead.Address && c.DeletedAt == null
                                                             select c).FirstOrDefaultAsync(cancellationToken);
        if (known is not null)
        {
            var tags = RecordLists.SplitTags(known.Tags).Union(RecordLists.SplitTags(lead.Tags)).ToList();
            if (tags.Count > RecordLists.SplitTags(known.Tags).Count && tags.Count <= Tag.MostOfRecord)
            {
                known.Tags = RecordLists.JoinTags(tags);
                known.Touch(now, isNew: false);
            }
            return known;
        }
        var contact = new Contact
        {
            Name = lead.Name,
            SortName = lead.SortName,
            JobTitle = lead.JobTitle,
            Phones = lead.Phone,
            CompanyId = company?.Id,
            OwnerId = lead.OwnerId,
            Tags = lead.Tags,
            Words = RecordLists.Words([lead.Name, lead.JobTitle, lead.Address, .. PhoneNumbers.Words(lead.Phone)]),
        };
        if (lead.Address.Length > 0)
            contact.Addresses.Add(new ContactAddress { ContactId = contact.Id, Address = lead.Address });
        contact.Touch(now, isNew: true);
        await CustomValues.CopyAsync(db, lead, RecordKind.Lead, contact, RecordKind.Contact, cancellationToken);
        db.Contacts.Add(contact);
        return contact;
    }
}

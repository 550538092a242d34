using Microsoft.EntityFrameworkCore;
using SimpleCrm.Contacts;
using SimpleCrm.Links;

namespace SimpleCrm.Merging;

/// <summary>The kinds that can be merged.</summary>
internal static class MergeKinds
{
    public static readonly MergeKind<Contact, ContactContent> Contacts = new(
        RecordKind.Contact, db => db.Contacts.Include(c => c.Addresses), ContactContent.Of, (row, content) => (row.OwnerId, row.CompanyId) = (content.OwnerId, content.CompanyId),
        ContactRecords.ApplyAsync, ContactRecords.RestoringAsync, "addresses");

    public static readonly MergeKind<Company, CompanyContent> Companies = new(
        RecordKind.Company, db => db.Companies.Include(c => c.Domains), CompanyContent.Of, (row, content) => row.OwnerId = content.OwnerId,
        CompanyRecords.ApplyAsync, CompanyRecords.RestoringAsync, "domains");

    public static readonly MergeKind<Lead, LeadContent> Leads = new(
        RecordKind.Lead, db => db.Leads, LeadContent.Of, (row, content) => row.OwnerId = content.OwnerId,
        LeadRecords.ApplyAsync, LeadRecords.RestoringAsync, "address")
    {
        Refusal = lead => lead.Status == LeadStatus.Converted ? $"{lead.Name} is a contact already. Merge the contacts instead." : null,
    };
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Deals;
using SimpleCrm.Mail;

namespace SimpleCrm.Links;

/// <summary>Reads what matching needs to know for a page of emails: one indexed query a kind of record, never a whole table of them.</summary>
internal static class KnownRecordsReading
{
    // Fits the parameters of every database.
    private const int Chunk = 500;

    // Of a company with more open deals than this nobody can tell which one it is.
    private const int MostDeals = 500;

    public static async Task<KnownRecords> KnownRecordsAsync(
        this SimpleCrmDbContext db, IReadOnlyCollection<EmailToMatch> emails, WorkspaceAddresses own, CancellationToken cancellationToken)
    {
        var people = emails.SelectMany(e => e.Participants).DistinctBy(p => p.Address).Where(p => !own.Contain(p)).ToList();
        var keys = people.Select(p => p.Key).Distinct().ToList();
        var contacts = await InChunksAsync(keys, some => (from a in db.ContactAddresses
                                                          join c in db.Contacts on a.ContactId equals c.Id
                                                          where some.Contains(a.Key) && c.DeletedAt == null
                                                          select new Found(a.Key, c.Id, a.Address, c.CompanyId)).ToListAsync(cancellationToken));
        var leads = await InChunksAsync(keys, some => db.Leads
            .Where(l => some.Contains(l.AddressKey) && l.DeletedAt == null && l.Status != LeadStatus.Converted)
            .Select(l => new Found(l.AddressKey, l.Id, l.Address, null)).ToListAsync(cancellationToken));
        // A lead has one address: that of another one merged into it leads to it as well.
        leads.AddRange(await InChunksAsync(keys, some => (from gone in db.Leads
                                                          join l in db.Leads on gone.MergedIntoId equals (long?)l.Id
                                                          where some.Contains(gone.AddressKey) && l.DeletedAt == null && l.Status != LeadStatus.Converted
                                                          select new Found(gone.AddressKey, l.Id, gone.Address, null)).ToListAsync(cancellationToken)));
        var names = people.Select(p => p.Domain).Distinct().SelectMany(DomainNames.Owners).Distinct().ToList();
        var domains = await InChunksAsync(names, some => (from d in db.CompanyDomains
                                                          join c in db.Companies on d.CompanyId equals c.Id
                                                          where some.Contains(d.Domain) && c.DeletedAt == null
                                                          select new { d.Domain, c.Id }).ToListAsync(cancellationToken));
        var companies = await CompaniesAsync(db, contacts, cancellationToken);
        return new KnownRecords(await ThreadsAsync(db, emails, cancellationToken))
        {
            Own = own,
            Contacts = contacts.ToLookup(c => c.Key, Person),
            Leads = leads.ToLookup(l => l.Key, Person),
            Domains = domains.DistinctBy(d => d.Domain).ToDictionary(d => d.Domain, d => d.Id, StringComparer.Ordinal),
            Companies = companies,
            Deals = await DealsAsync(db, [.. contacts.Select(c => c.Id).Distinct()], [.. companies.Union(domains.Select(d => d.Id))], cancellationToken),
            Lessons = contacts.Count + leads.Count + domains.Count == 0 ? new HashSet<(string, RecordKind, long)>() : await LessonsAsync(db, keys, cancellationToken),
        };
    }

    private static async Task<List<T>> InChunksAsync<T>(List<string> values, Func<List<string>, Task<List<T>>> read)
    {
        var found = new List<T>();
        foreach (var chunk in values.Chunk(Chunk))
            found.AddRange(await read([.. chunk]));
        return found;
    }

    private static async Task<HashSet<long>> CompaniesAsync(SimpleCrmDbContext db, List<Found> contacts, CancellationToken cancellationToken)
    {
        var ids = contacts.Select(c => c.CompanyId).OfType<long>().Distinct().ToList();
        return ids.Count == 0 ? [] : await db.Companies.Where(c => ids.Contains(c.Id) && c.DeletedAt == null).Select(c => c.Id).ToHashSetAsync(cancellationToken);
    }

    private static async Task<List<ThreadLink>> ThreadsAsync(SimpleCrmDbContext db, IReadOnlyCollection<EmailToMatch> emails, CancellationToken cancellationToken)
    {
        var threads = emails.Select(e => e.ThreadId).Distinct().ToList();
        var found = new List<ThreadLink>();
        foreach (var chunk in threads.Chunk(Chunk))
        {
            var some = chunk.ToList();
            found.AddRange(await db.ThreadLinks.AsNoTracking().Where(t => some.Contains(t.ThreadId)).ToListAsync(cancellationToken));
        }
        return found;
    }

    private static async Task<HashSet<(string, RecordKind, long)>> LessonsAsync(SimpleCrmDbContext db, List<string> keys, CancellationToken cancellationToken)
    {
        var lessons = await InChunksAsync(keys, some => db.LinkLessons.Where(l => some.Contains(l.AddressKey))
            .Select(l => new { l.AddressKey, l.Kind, l.RecordId }).ToListAsync(cancellationToken));
        return [.. lessons.Select(l => (l.AddressKey, l.Kind, l.RecordId))];
    }

    private static async Task<IReadOnlyList<KnownDeal>> DealsAsync(SimpleCrmDbContext db, List<long> contactIds, List<long> companyIds, CancellationToken cancellationToken)
    {
        if (contactIds.Count + companyIds.Count == 0)
            return [];
        var open = from d in db.Deals
                   join s in db.Stages on d.StageId equals s.Id
                   where d.DeletedAt == null && s.Kind == StageKind.Open
                   select d;
        var ids = new HashSet<long>();
        if (contactIds.Count > 0)
            ids.UnionWith(await (from dc in db.DealContacts join d in open on dc.DealId equals d.Id where contactIds.Contains(dc.ContactId) orderby d.Id descending select d.Id).Take(MostDeals).ToListAsync(cancellationToken));
        if (companyIds.Count > 0)
            ids.UnionWith(await open.Where(d => d.CompanyId != null && companyIds.Contains(d.CompanyId.Value)).OrderByDescending(d => d.Id).Select(d => d.Id).Take(MostDeals).ToListAsync(cancellationToken));
        if (ids.Count == 0)
            return [];
        var wanted = ids.ToList();
        var deals = await db.Deals.Where(d => wanted.Contains(d.Id)).Select(d => new { d.Id, d.Name, d.CompanyId, d.CreatedAt }).ToListAsync(cancellationToken);
        var people = (await db.DealContacts.Where(c => wanted.Contains(c.DealId)).Select(c => new { c.DealId, c.ContactId }).ToListAsync(cancellationToken)).ToLookup(c => c.DealId, c => c.ContactId);
        return [.. deals.Select(d => new KnownDeal(d.Id, SearchText.Tokens(d.Name).ToHashSet(StringComparer.Ordinal), d.CompanyId, people[d.Id].ToHashSet(), d.CreatedAt))];
    }

    private static KnownPerson Person(Found found) => new(found.Id, AddressKeys.Exact(found.Address), found.CompanyId);

    private sealed record Found(string Key, long Id, string Address, long? CompanyId);
}

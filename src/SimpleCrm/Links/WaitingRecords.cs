using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Links;

/// <summary>Addresses and domains that were entered since the mail that is here was last looked through, and whose they are.</summary>
internal sealed class WaitingRecords
{
    // One look through the mail serves them all.
    private const int Most = 2000;

    // Fits the parameters of every database.
    private const int Chunk = 500;

    private readonly ILookup<string, RecordReference> _byKey, _byDomain;
    private readonly IReadOnlyCollection<(long Id, int Position, string Address)> _addresses;
    private readonly IReadOnlyCollection<(long Id, string Address)> _leads;
    private readonly IReadOnlyCollection<(long Id, int Position, string Domain)> _domains;

    private WaitingRecords(
        IReadOnlyCollection<(long Id, int Position, string Address)> addresses, IReadOnlyCollection<(long Id, string Address)> leads, IReadOnlyCollection<(long Id, int Position, string Domain)> domains)
    {
        (_addresses, _leads, _domains) = (addresses, leads, domains);
        _byKey = addresses.Select(a => (Key: AddressKeys.Of(a.Address), Record: new RecordReference(RecordKind.Contact, a.Id)))
            .Concat(leads.Select(l => (Key: AddressKeys.Of(l.Address), Record: new RecordReference(RecordKind.Lead, l.Id)))).ToLookup(r => r.Key, r => r.Record);
        _byDomain = domains.ToLookup(d => d.Domain, d => new RecordReference(RecordKind.Company, d.Id));
    }

    public bool Any => _addresses.Count + _leads.Count + _domains.Count > 0;

    public IEnumerable<RecordReference> Records => _byKey.Concat(_byDomain).SelectMany(r => r).Distinct();

    public static async Task<WaitingRecords> ReadAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        var addresses = await db.ContactAddresses.Where(a => a.IsUnmatched).OrderBy(a => a.ContactId).Take(Most).Select(a => new { a.ContactId, a.Position, a.Address }).ToListAsync(cancellationToken);
        var leads = await db.Leads.Where(l => l.IsUnmatched).OrderBy(l => l.Id).Take(Most).Select(l => new { l.Id, l.Address }).ToListAsync(cancellationToken);
        var domains = await db.CompanyDomains.Where(d => d.IsUnmatched).OrderBy(d => d.CompanyId).Take(Most).Select(d => new { d.CompanyId, d.Position, d.Domain }).ToListAsync(cancellationToken);
        return new WaitingRecords([.. addresses.Select(a => (a.ContactId, a.Position, a.Address))], [.. leads.Select(l => (l.Id, l.Address))], [.. domains.Select(d => (d.CompanyId, d.Position, d.Domain))]);
    }

    /// <summary>Those that an email may belong to.</summary>
    public IEnumerable<RecordReference> Of(EmailToMatch email) => email.Participants
        .SelectMany(p => _byDomain.Count == 0 ? _byKey[p.Key] : _byKey[p.Key].Concat(DomainNames.Owners(p.Domain).SelectMany(d => _byDomain[d]))).Distinct();

    /// <summary>The mail has been looked through for them. What was changed meanwhile waits for the next time.</summary>
    public async Task FinishAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        foreach (var chunk in _addresses.Chunk(Chunk))
        {
            var ids = chunk.Select(a => a.Id).Distinct().ToList();
            var looked = chunk.ToHashSet();
            foreach (var address in await db.ContactAddresses.Where(a => ids.Contains(a.ContactId) && a.IsUnmatched).ToListAsync(cancellationToken))
                address.IsUnmatched = !looked.Contains((address.ContactId, address.Position, address.Address));
        }
        foreach (var chunk in _leads.Chunk(Chunk))
        {
            var ids = chunk.Select(l => l.Id).ToList();
            var looked = chunk.ToHashSet();
            foreach (var lead in await db.Leads.Where(l => ids.Contains(l.Id) && l.IsUnmatched).ToListAsync(cancellationToken))
                lead.IsUnmatched = !looked.Contains((lead.Id, lead.Address));
        }
        foreach (var chunk in _domains.Chunk(Chunk))
        {
            var ids = chunk.Select(d => d.Id).Distinct().ToList();
            var looked = chunk.ToHashSet();
            foreach (var domain in await db.CompanyDomains.Where(d => ids.Contains(d.CompanyId) && d.IsUnmatched).ToListAsync(cancellationToken))
                domain.IsUnmatched = !looked.Contains((domain.CompanyId, domain.Position, domain.Domain));
        }
        await db.SaveChangesAsync(cancellationToken);
    }
}

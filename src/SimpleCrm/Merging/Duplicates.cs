using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Mail;

namespace SimpleCrm.Merging;

/// <summary>Records that may be the same person or company, and why. All records of a kind are read and compared in memory: about 100 ms for 50,000.</summary>
public sealed class Duplicates(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    /// <summary>Pairs told at once.</summary>
    public const int Most = 200;

    /// <summary>The likeliest pairs, without those of which somebody said that they are not the same.</summary>
    /// <param name="kind">Contact, company or lead; of deals there are none.</param>
    /// <param name="recordId">Only pairs of this record; null for all.</param>
    public async Task<IReadOnlyList<DuplicatePair>> ListAsync(Viewer viewer, RecordKind kind, long? recordId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var subjects = kind switch
        {
            RecordKind.Contact => await ContactsAsync(db, cancellationToken),
            RecordKind.Company => await CompaniesAsync(db, cancellationToken),
            RecordKind.Lead => await LeadsAsync(db, cancellationToken),
            _ => [],
        };
        var distinct = (await db.DistinctRecords.Where(d => d.Kind == kind).Select(d => new { d.FirstId, d.SecondId }).ToListAsync(cancellationToken)).Select(d => (d.FirstId, d.SecondId)).ToHashSet();
        return [.. DuplicateRules.Pairs(subjects, kind == RecordKind.Company)
            .Where(p => (recordId is null || p.First.Id == recordId || p.Second.Id == recordId) && !distinct.Contains((p.First.Id, p.Second.Id))).Take(Most)
            .Select(p => new DuplicatePair(Of(p.First), Of(p.Second), p.Reason, p.Score))];

        static DuplicateRecord Of(DuplicateSubject subject) => new(subject.Id, subject.Name, subject.Detail);
    }

    /// <summary>Says that two records are not the same, or takes that back.</summary>
    /// <returns>False when one of them is not there.</returns>
    public async Task<bool> SayDistinctAsync(Viewer viewer, RecordKind kind, long id, long otherId, bool areDistinct, CancellationToken cancellationToken)
    {
        var (first, second) = id < otherId ? (id, otherId) : (otherId, id);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        if (first == second || !await db.ExistsAsync(new RecordReference(kind, first), cancellationToken) || !await db.ExistsAsync(new RecordReference(kind, second), cancellationToken))
            return false;
        await db.DistinctRecords.Where(d => d.Kind == kind && d.FirstId == first && d.SecondId == second).ExecuteDeleteAsync(cancellationToken);
        if (areDistinct)
            db.DistinctRecords.Add(new DistinctRecords { Kind = kind, FirstId = first, SecondId = second, UserId = viewer.UserId, At = time.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task<List<DuplicateSubject>> ContactsAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        var addresses = (await (from a in db.ContactAddresses
                                join c in db.Contacts on a.ContactId equals c.Id
                                where c.DeletedAt == null
                                orderby a.Position
                                select new { a.ContactId, a.Address }).ToListAsync(cancellationToken)).ToLookup(a => a.ContactId, a => a.Address);
        var rows = await db.Contacts.Where(c => c.DeletedAt == null).Select(c => new { c.Id, c.Name, c.SortName, c.CompanyId, c.Phones }).ToListAsync(cancellationToken);
        return [.. rows.Select(c => new DuplicateSubject(c.Id, c.Name, Words(c.SortName), c.CompanyId is { } company ? $"{company}" : null, [.. addresses[c.Id]], [], c.Phones.Split('\n'), addresses[c.Id].FirstOrDefault() ?? ""))];
    }

    private static async Task<List<DuplicateSubject>> CompaniesAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        var domains = (await (from d in db.CompanyDomains
                              join c in db.Companies on d.CompanyId equals c.Id
                              where c.DeletedAt == null
                              orderby d.Position
                              select new { d.CompanyId, d.Domain }).ToListAsync(cancellationToken)).ToLookup(d => d.CompanyId, d => d.Domain);
        var rows = await db.Companies.Where(c => c.DeletedAt == null).Select(c => new { c.Id, c.Name, c.SortName, c.Phone, c.Website, c.Location }).ToListAsync(cancellationToken);
        return [.. rows.Select(c => new DuplicateSubject(c.Id, c.Name, Words(c.SortName), null, [],
            Uri.TryCreate(c.Website, UriKind.Absolute, out var site) ? [.. domains[c.Id], AddressKeys.Domain(site.Host)] : [.. domains[c.Id]], [c.Phone], domains[c.Id].FirstOrDefault() ?? c.Location))];
    }

    private static async Task<List<DuplicateSubject>> LeadsAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db.Leads.Where(l => l.DeletedAt == null && l.Status != LeadStatus.Converted).Select(l => new { l.Id, l.Name, l.SortName, l.CompanyName, l.Address, l.Phone }).ToListAsync(cancellationToken);
        return [.. rows.Select(l => new DuplicateSubject(l.Id, l.Name, Words(l.SortName), l.CompanyName.Length > 0 ? string.Join(' ', SearchText.Tokens(l.CompanyName)) : null,
            l.Address.Length > 0 ? [l.Address] : [], [], [l.Phone], l.Address.Length > 0 ? l.Address : l.CompanyName))];
    }

    private static string[] Words(string sortName) => sortName.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

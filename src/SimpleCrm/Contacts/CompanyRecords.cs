using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.CustomFields;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Tagging;

namespace SimpleCrm.Contacts;

/// <summary>The companies of the workspace. Everybody who is signed in reads and changes them; who may delete is told by <see cref="DeleteAsync"/>.</summary>
public sealed class CompanyRecords(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time) : IRecords<CompanyView>
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A page of companies; null when the cursor does not belong to this list.</summary>
    public async Task<RecordPage<CompanyView>?> ListAsync(Viewer viewer, RecordQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (narrowed, order) = await db.Companies.Tagged(db, query.Tag).Matching(query).ByCustomAsync(db, RecordKind.Company, query, cancellationToken);
        return await narrowed.PageAsync(query, order, cancellationToken) is var (rows, total, next)
            ? new RecordPage<CompanyView>(await ViewsAsync(db, rows, cancellationToken), total, next)
            : null;
    }

    /// <summary>Null when there is no such company.</summary>
    public async Task<CompanyView?> FindAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, id, cancellationToken);
    }

    /// <summary>Stores a new company, or changes one.</summary>
    /// <param name="id">Null for a new one.</param>
    /// <param name="version">The version that was seen; not used for a new one.</param>
    public Task<RecordOutcome<CompanyView>> SaveAsync(Viewer viewer, long? id, int version, CompanyContent content, CancellationToken cancellationToken) =>
        contexts.SaveAsync(viewer, id, version, Now, db => db.Companies.Include(c => c.Domains),
            (db, row) => ApplyAsync(db, row, content, cancellationToken), (db, key) => FindAsync(db, key, cancellationToken), cancellationToken);

    /// <summary>
    /// Deletes a company so that it can be restored; its contacts and deals stay and still point to it. Owners may delete theirs, anybody what is
    /// nobody's, managers their teams', admins all.
    /// </summary>
    /// <returns>False when there is no such company, or it is not the viewer's to delete.</returns>
    public Task<bool> DeleteAsync(Viewer viewer, long id, CancellationToken cancellationToken) => contexts.DeleteAsync<Company>(viewer, id, Now, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> DeleteAsync(Viewer viewer, IReadOnlyList<long> ids, CancellationToken cancellationToken) => contexts.DeleteAsync<Company>(viewer, ids, Now, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FormerOwner>?> AssignAsync(Viewer viewer, IReadOnlyList<long> ids, long? ownerId, CancellationToken cancellationToken) =>
        contexts.AssignAsync<Company>(viewer, ids, ownerId, Now, cancellationToken);

    /// <summary>Takes deleting back.</summary>
    /// <returns>Not stored with errors when another company has one of its domains now.</returns>
    public Task<RecordOutcome<CompanyView>> RestoreAsync(Viewer viewer, long id, CancellationToken cancellationToken) =>
        contexts.RestoreAsync<Company, CompanyView>(viewer, id, Now, RestoringAsync, (db, key) => FindAsync(db, key, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> RestoreAsync(Viewer viewer, IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        contexts.RestoreAsync<Company>(viewer, ids, Now, RestoringAsync, cancellationToken);

    internal static async Task RestoringAsync(SimpleCrmDbContext db, long id, Mistakes mistakes, CancellationToken cancellationToken)
    {
        var domains = await db.CompanyDomains.Where(d => d.CompanyId == id).Select(d => d.Domain).ToListAsync(cancellationToken);
        await CheckDomainsAsync(db, id, domains, mistakes, cancellationToken);
        // What came in meanwhile was not linked.
        await db.CompanyDomains.Where(d => d.CompanyId == id).ExecuteUpdateAsync(s => s.SetProperty(d => d.IsUnmatched, true), cancellationToken);
    }

    internal static async Task<Mistakes> ApplyAsync(SimpleCrmDbContext db, Company row, CompanyContent content, CancellationToken cancellationToken)
    {
        var mistakes = new Mistakes();
        row.Name = mistakes.Name(content.Name);
        row.Phone = mistakes.Line("phone", content.Phone, 60);
        row.Website = Website(content.Website, mistakes);
        row.Location = mistakes.Line("location", content.Location, 200);
        row.Industry = mistakes.Line("industry", content.Industry, 200);
        row.Tags = mistakes.Tags(content.Tags);
        await CustomValues.ApplyAsync(db, RecordKind.Company, row, content.Custom, mistakes, cancellationToken);
        var domains = Domains(content.Domains, mistakes);
        await CheckDomainsAsync(db, row.Id, domains, mistakes, cancellationToken);
        await RecordWriting.CheckOwnerAsync(db, content.OwnerId, row.OwnerId, mistakes, cancellationToken);
        row.OwnerId = content.OwnerId;
        row.Domains.RemoveAll(d => d.Position >= domains.Count);
        for (var position = 0; position < domains.Count; position++)
        {
            if (row.Domains.Find(d => d.Position == position) is { } at)
                at.Domain = domains[position];
            else
                row.Domains.Add(new CompanyDomain { CompanyId = row.Id, Position = position, Domain = domains[position] });
        }
        row.Words = RecordLists.Words([row.Name, row.Industry, row.Location, .. domains, .. PhoneNumbers.Words(row.Phone), .. CustomValues.Words(row)]);
        return mistakes;
    }

    // As in addresses: in ASCII, without what people paste around it.
    private static List<string> Domains(IReadOnlyList<string> texts, Mistakes mistakes)
    {
        var domains = new List<string>();
        foreach (var text in mistakes.Lines("domains", texts, Company.MostDomains, 300))
        {
            var bare = text.Contains("://", StringComparison.Ordinal) ? text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..] : text;
            bare = bare[(bare.LastIndexOf('@') + 1)..].Split('/')[0].TrimEnd('.');
            var domain = Ascii(bare);
            if (domain is null || !domain.Contains('.') || !AddressSyntax.IsValid($"a@{domain}"))
                mistakes.Add("domains", $"“{text}” is not a domain. Write it like example.com.");
            else if (!domains.Contains(domain))
                domains.Add(domain);
        }
        return domains;
    }

    private static string? Ascii(string domain)
    {
        try
        {
            return new IdnMapping().GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Website(string? text, Mistakes mistakes)
    {
        var line = mistakes.Line("website", text, 300);
        if (line.Length == 0)
            return "";
        if (!line.Contains("://", StringComparison.Ordinal))
            line = $"https://{line}";
        if (line.Length > 300 || !Uri.TryCreate(line, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            mistakes.Add("website", "Enter a web address like https://example.com.");
        return line;
    }

    private static async Task CheckDomainsAsync(SimpleCrmDbContext db, long companyId, IReadOnlyList<string> domains, Mistakes mistakes, CancellationToken cancellationToken)
    {
        var taken = await (from d in db.CompanyDomains
                           join c in db.Companies on d.CompanyId equals c.Id
                           where domains.Contains(d.Domain) && c.Id != companyId && c.DeletedAt == null
                           select new { d.Domain, c.Name }).FirstOrDefaultAsync(cancellationToken);
        if (taken is not null)
            mistakes.Add("domains", $"{taken.Domain} belongs to {taken.Name} already. Open that company, or merge the two.");
    }

    private static async Task<CompanyView?> FindAsync(SimpleCrmDbContext db, long id, CancellationToken cancellationToken) =>
        (await ViewsAsync(db, await db.Companies.AsNoTracking().Where(c => c.Id == id && c.DeletedAt == null).ToListAsync(cancellationToken), cancellationToken)).SingleOrDefault();

    private static async Task<IReadOnlyList<CompanyView>> ViewsAsync(SimpleCrmDbContext db, IReadOnlyList<Company> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var domains = (await db.CompanyDomains.AsNoTracking().Where(d => ids.Contains(d.CompanyId)).OrderBy(d => d.Position).ToListAsync(cancellationToken)).ToLookup(d => d.CompanyId, d => d.Domain);
        var contacts = await db.Contacts.Where(c => c.CompanyId != null && ids.Contains(c.CompanyId.Value) && c.DeletedAt == null)
            .GroupBy(c => c.CompanyId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var names = await RecordNames.LoadAsync(db, [], rows.Select(r => r.OwnerId), cancellationToken);
        return [.. rows.Select(row => new CompanyView
        {
            Id = row.Id,
            Name = row.Name,
            Domains = [.. domains[row.Id]],
            Phone = row.Phone,
            Website = row.Website,
            Location = row.Location,
            Industry = row.Industry,
            Contacts = contacts.GetValueOrDefault(row.Id),
            OwnerId = row.OwnerId,
            OwnerName = names.Person(row.OwnerId),
            Tags = RecordLists.SplitTags(row.Tags),
            Custom = CustomValues.Of(row),
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
            Version = row.Version,
        })];
    }
}

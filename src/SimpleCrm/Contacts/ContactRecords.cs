using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.CustomFields;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Tagging;

namespace SimpleCrm.Contacts;

/// <summary>The contacts of the workspace. Everybody who is signed in reads and changes them; who may delete is told by <see cref="DeleteAsync"/>.</summary>
public sealed class ContactRecords(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time) : IRecords<ContactView>
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A page of contacts; null when the cursor does not belong to this list.</summary>
    public async Task<RecordPage<ContactView>?> ListAsync(Viewer viewer, RecordQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var matching = db.Contacts.Tagged(db, query.Tag).Matching(query, start =>
            c => c.Words.Contains(start) || db.Companies.Where(o => o.Words.Contains(start)).Select(o => (long?)o.Id).Contains(c.CompanyId));
        if (query.CompanyId is { } company)
            matching = matching.Where(c => c.CompanyId == company);
        var (narrowed, order) = await matching.ByCustomAsync(db, RecordKind.Contact, query, cancellationToken);
        return await narrowed.PageAsync(query, order, cancellationToken) is var (rows, total, next)
            ? new RecordPage<ContactView>(await ViewsAsync(db, rows, cancellationToken), total, next)
            : null;
    }

    /// <summary>Null when there is no such contact.</summary>
    public async Task<ContactView?> FindAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, id, cancellationToken);
    }

    /// <summary>Stores a new contact, or changes one.</summary>
    /// <param name="id">Null for a new one.</param>
    /// <param name="version">The version that was seen; not used for a new one.</param>
    public Task<RecordOutcome<ContactView>> SaveAsync(Viewer viewer, long? id, int version, ContactContent content, CancellationToken cancellationToken) =>
        contexts.SaveAsync(viewer, id, version, Now, db => db.Contacts.Include(c => c.Addresses),
            (db, row) => ApplyAsync(db, row, content, cancellationToken), (db, key) => FindAsync(db, key, cancellationToken), cancellationToken);

    /// <summary>Deletes a contact so that it can be restored. Owners may delete theirs, anybody what is nobody's, managers their teams', admins all.</summary>
    /// <returns>False when there is no such contact, or it is not the viewer's to delete.</returns>
    public Task<bool> DeleteAsync(Viewer viewer, long id, CancellationToken cancellationToken) => contexts.DeleteAsync<Contact>(viewer, id, Now, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> DeleteAsync(Viewer viewer, IReadOnlyList<long> ids, CancellationToken cancellationToken) => contexts.DeleteAsync<Contact>(viewer, ids, Now, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FormerOwner>?> AssignAsync(Viewer viewer, IReadOnlyList<long> ids, long? ownerId, CancellationToken cancellationToken) =>
        contexts.AssignAsync<Contact>(viewer, ids, ownerId, Now, cancellationToken);

    /// <summary>Takes deleting back.</summary>
    /// <returns>Not stored with errors when somebody else has one of its addresses now.</returns>
    public Task<RecordOutcome<ContactView>> RestoreAsync(Viewer viewer, long id, CancellationToken cancellationToken) =>
        contexts.RestoreAsync<Contact, ContactView>(viewer, id, Now, RestoringAsync, (db, key) => FindAsync(db, key, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> RestoreAsync(Viewer viewer, IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        contexts.RestoreAsync<Contact>(viewer, ids, Now, RestoringAsync, cancellationToken);

    internal static async Task RestoringAsync(SimpleCrmDbContext db, long id, Mistakes mistakes, CancellationToken cancellationToken)
    {
        var addresses = await db.ContactAddresses.Where(a => a.ContactId == id).Select(a => a.Address).ToListAsync(cancellationToken);
        await CheckAddressesAsync(db, id, addresses, mistakes, cancellationToken);
        // What came in meanwhile was not linked.
        await db.ContactAddresses.Where(a => a.ContactId == id).ExecuteUpdateAsync(s => s.SetProperty(a => a.IsUnmatched, true), cancellationToken);
    }

    internal static async Task<Mistakes> ApplyAsync(SimpleCrmDbContext db, Contact row, ContactContent content, CancellationToken cancellationToken)
    {
        var mistakes = new Mistakes();
        row.Name = mistakes.Name(content.Name);
        row.JobTitle = mistakes.Line("jobTitle", content.JobTitle, 200);
        row.Phones = string.Join('\n', mistakes.Lines("phones", content.Phones, Contact.MostPhones, 60));
        row.Tags = mistakes.Tags(content.Tags);
        await CustomValues.ApplyAsync(db, RecordKind.Contact, row, content.Custom, mistakes, cancellationToken);
        var addresses = mistakes.Addresses("addresses", content.Addresses, Contact.MostAddresses);
        await CheckAddressesAsync(db, row.Id, addresses, mistakes, cancellationToken);
        await RecordWriting.CheckCompanyAsync(db, content.CompanyId, row.CompanyId, mistakes, cancellationToken);
        await RecordWriting.CheckOwnerAsync(db, content.OwnerId, row.OwnerId, mistakes, cancellationToken);
        (row.CompanyId, row.OwnerId) = (content.CompanyId, content.OwnerId);
        // Rows are keyed by position: those that stay change their text.
        row.Addresses.RemoveAll(a => a.Position >= addresses.Count);
        for (var position = 0; position < addresses.Count; position++)
        {
            if (row.Addresses.Find(a => a.Position == position) is { } at)
                at.Address = addresses[position];
            else
                row.Addresses.Add(new ContactAddress { ContactId = row.Id, Position = position, Address = addresses[position] });
        }
        row.Words = RecordLists.Words([row.Name, row.JobTitle, .. addresses, .. PhoneNumbers.Words(row.Phones), .. CustomValues.Words(row)]);
        return mistakes;
    }

    private static async Task CheckAddressesAsync(SimpleCrmDbContext db, long contactId, IReadOnlyList<string> addresses, Mistakes mistakes, CancellationToken cancellationToken)
    {
        var taken = await (from a in db.ContactAddresses
                           join c in db.Contacts on a.ContactId equals c.Id
                           where addresses.Contains(a.Address) && c.Id != contactId && c.DeletedAt == null
                           select new { a.Address, c.Name }).FirstOrDefaultAsync(cancellationToken);
        if (taken is not null)
            mistakes.Add("addresses", $"{taken.Address} belongs to {taken.Name} already. Open that contact, or merge the two.");
    }

    private static async Task<ContactView?> FindAsync(SimpleCrmDbContext db, long id, CancellationToken cancellationToken) =>
        (await ViewsAsync(db, await db.Contacts.AsNoTracking().Where(c => c.Id == id && c.DeletedAt == null).ToListAsync(cancellationToken), cancellationToken)).SingleOrDefault();

    private static async Task<IReadOnlyList<ContactView>> ViewsAsync(SimpleCrmDbContext db, IReadOnlyList<Contact> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var addresses = (await db.ContactAddresses.AsNoTracking().Where(a => ids.Contains(a.ContactId)).OrderBy(a => a.Position).ToListAsync(cancellationToken)).ToLookup(a => a.ContactId, a => a.Address);
        var names = await RecordNames.LoadAsync(db, rows.Select(r => r.CompanyId), rows.Select(r => r.OwnerId), cancellationToken);
        return [.. rows.Select(row => new ContactView
        {
            Id = row.Id,
            Name = row.Name,
            JobTitle = row.JobTitle,
            Addresses = [.. addresses[row.Id]],
            Phones = row.Phones.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            CompanyId = row.CompanyId,
            CompanyName = names.Company(row.CompanyId),
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

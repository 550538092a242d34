using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Contacts;

/// <summary>The contacts of the workspace. Everybody who is signed in reads and changes them; who may delete is told by <see cref="DeleteAsync"/>.</summary>
public sealed class ContactRecords(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A page of contacts; null when the cursor does not belong to this list.</summary>
    public async Task<RecordPage<ContactView>?> ListAsync(Viewer viewer, RecordQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var matching = db.Contacts.Matching(query);
        if (query.CompanyId is { } company)
            matching = matching.Where(c => c.CompanyId == company);
        return await matching.PageAsync(query, cancellationToken) is var (rows, total, next)
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
    public async Task<RecordOutcome<ContactView>> SaveAsync(Viewer viewer, long? id, int version, ContactContent content, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var row = id is null ? new Contact() : await db.Contacts.Include(c => c.Addresses).SingleOrDefaultAsync(c => c.Id == id && c.DeletedAt == null, cancellationToken);
        if (row is null)
            return RecordOutcome<ContactView>.Unknown;
        if (id is not null && row.Version != version)
            return RecordOutcome<ContactView>.Changed((await FindAsync(db, row.Id, cancellationToken))!);
        var mistakes = await ApplyAsync(db, row, content, cancellationToken);
        if (mistakes.Any)
            return RecordOutcome<ContactView>.Wrong(mistakes.Found);
        row.Touch(Now, id is null);
        if (id is null)
            db.Contacts.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return RecordOutcome<ContactView>.Done((await FindAsync(db, row.Id, cancellationToken))!);
    }

    /// <summary>Deletes a contact so that it can be restored. Owners may delete theirs, anybody what is nobody's, managers their teams', admins all.</summary>
    /// <returns>False when there is no such contact, or it is not the viewer's to delete.</returns>
    public async Task<bool> DeleteAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Contacts.DeleteAsync(db, viewer, id, Now, cancellationToken);
    }

    /// <summary>Takes deleting back.</summary>
    /// <returns>Not stored with errors when somebody else has one of its addresses now.</returns>
    public async Task<RecordOutcome<ContactView>> RestoreAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var addresses = await db.ContactAddresses.Where(a => a.ContactId == id).Select(a => a.Address).ToListAsync(cancellationToken);
        var mistakes = new Mistakes();
        await CheckAddressesAsync(db, id, addresses, mistakes, cancellationToken);
        if (mistakes.Any)
            return RecordOutcome<ContactView>.Wrong(mistakes.Found);
        if (!await db.Contacts.RestoreAsync(db, viewer, id, Now, cancellationToken))
            return RecordOutcome<ContactView>.Unknown;
        await transaction.CommitAsync(cancellationToken);
        return RecordOutcome<ContactView>.Done((await FindAsync(db, id, cancellationToken))!);
    }

    /// <summary>Brings the words of a company's contacts up to date after the company was renamed.</summary>
    internal static async Task RenameCompanyAsync(SimpleCrmDbContext db, long companyId, string name, CancellationToken cancellationToken)
    {
        foreach (var contact in await db.Contacts.Include(c => c.Addresses).Where(c => c.CompanyId == companyId).ToListAsync(cancellationToken))
            contact.Words = Words(contact, name);
    }

    private static async Task<Mistakes> ApplyAsync(SimpleCrmDbContext db, Contact row, ContactContent content, CancellationToken cancellationToken)
    {
        var mistakes = new Mistakes();
        row.Name = mistakes.Name(content.Name);
        row.JobTitle = mistakes.Line("jobTitle", content.JobTitle, 200);
        row.Phones = string.Join('\n', mistakes.Lines("phones", content.Phones, Contact.MostPhones, 60));
        row.Tags = mistakes.Tags(content.Tags);
        var addresses = mistakes.Addresses("addresses", content.Addresses, Contact.MostAddresses);
        await CheckAddressesAsync(db, row.Id, addresses, mistakes, cancellationToken);
        var company = content.CompanyId is { } companyId
            ? await db.Companies.Where(c => c.Id == companyId && (c.DeletedAt == null || companyId == row.CompanyId)).Select(c => c.Name).SingleOrDefaultAsync(cancellationToken)
            : null;
        if (content.CompanyId is not null && company is null)
            mistakes.Add("companyId", "There is no such company. Choose one from the list, or add it first.");
        await RecordWriting.CheckOwnerAsync(db, content.OwnerId, row.OwnerId, mistakes, cancellationToken);
        (row.CompanyId, row.OwnerId) = (content.CompanyId, content.OwnerId);
        row.SortName = RecordLists.SortName(row.Name);
        // Rows are keyed by position: those that stay change their text.
        row.Addresses.RemoveAll(a => a.Position >= addresses.Count);
        for (var position = 0; position < addresses.Count; position++)
        {
            if (row.Addresses.Find(a => a.Position == position) is { } at)
                at.Address = addresses[position];
            else
                row.Addresses.Add(new ContactAddress { ContactId = row.Id, Position = position, Address = addresses[position] });
        }
        row.Words = Words(row, company);
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

    private static string Words(Contact contact, string? company) =>
        RecordLists.Words([contact.Name, company, contact.JobTitle, .. contact.Addresses.OrderBy(a => a.Position).Select(a => a.Address), .. PhoneNumbers.Words(contact.Phones)]);

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
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
            Version = row.Version,
        })];
    }
}

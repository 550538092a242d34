using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.CustomFields;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Tagging;

namespace SimpleCrm.Contacts;

/// <summary>The leads of the workspace. Everybody who is signed in reads and changes them; who may delete is told by <see cref="DeleteAsync"/>.</summary>
public sealed class LeadRecords(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time) : IRecords<LeadView>
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A page of leads; null when the cursor does not belong to this list.</summary>
    /// <param name="status">Only those; null for all that are not converted.</param>
    public async Task<RecordPage<LeadView>?> ListAsync(Viewer viewer, RecordQuery query, LeadStatus? status, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var matching = db.Leads.Tagged(db, query.Tag).Matching(query);
        matching = status is { } wanted ? matching.Where(l => l.Status == wanted) : matching.Where(l => l.Status != LeadStatus.Converted);
        var (narrowed, order) = await matching.ByCustomAsync(db, RecordKind.Lead, query, cancellationToken);
        return await narrowed.PageAsync(query, order, cancellationToken) is var (rows, total, next)
            ? new RecordPage<LeadView>(await ViewsAsync(db, rows, cancellationToken), total, next)
            : null;
    }

    /// <summary>Null when there is no such lead.</summary>
    public async Task<LeadView?> FindAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, id, cancellationToken);
    }

    /// <summary>Stores a new lead, or changes one that is not converted.</summary>
    /// <param name="id">Null for a new one.</param>
    /// <param name="version">The version that was seen; not used for a new one.</param>
    public Task<RecordOutcome<LeadView>> SaveAsync(Viewer viewer, long? id, int version, LeadContent content, CancellationToken cancellationToken) =>
        contexts.SaveAsync(viewer, id, version, Now, db => db.Leads,
            (db, row) => ApplyAsync(db, row, content, cancellationToken), (db, key) => FindAsync(db, key, cancellationToken), cancellationToken);

    /// <summary>Deletes a lead so that it can be restored. Owners may delete theirs, anybody what is nobody's, managers their teams', admins all.</summary>
    /// <returns>False when there is no such lead, or it is not the viewer's to delete.</returns>
    public Task<bool> DeleteAsync(Viewer viewer, long id, CancellationToken cancellationToken) => contexts.DeleteAsync<Lead>(viewer, id, Now, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> DeleteAsync(Viewer viewer, IReadOnlyList<long> ids, CancellationToken cancellationToken) => contexts.DeleteAsync<Lead>(viewer, ids, Now, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FormerOwner>?> AssignAsync(Viewer viewer, IReadOnlyList<long> ids, long? ownerId, CancellationToken cancellationToken) =>
        contexts.AssignAsync<Lead>(viewer, ids, ownerId, Now, cancellationToken);

    /// <summary>Takes deleting back.</summary>
    public Task<RecordOutcome<LeadView>> RestoreAsync(Viewer viewer, long id, CancellationToken cancellationToken) =>
        contexts.RestoreAsync<Lead, LeadView>(viewer, id, Now, RestoringAsync, (db, key) => FindAsync(db, key, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> RestoreAsync(Viewer viewer, IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        contexts.RestoreAsync<Lead>(viewer, ids, Now, RestoringAsync, cancellationToken);

    // What came in meanwhile was not linked.
    internal static Task RestoringAsync(SimpleCrmDbContext db, long id, Mistakes mistakes, CancellationToken cancellationToken) =>
        db.Leads.Where(l => l.Id == id && l.Address != "").ExecuteUpdateAsync(s => s.SetProperty(l => l.IsUnmatched, true), cancellationToken);

    internal static async Task<Mistakes> ApplyAsync(SimpleCrmDbContext db, Lead row, LeadContent content, CancellationToken cancellationToken)
    {
        var mistakes = new Mistakes();
        if (row.Status == LeadStatus.Converted)
            mistakes.Add("status", "This lead is converted. Change the contact or the deal it became.");
        else if (content.Status == LeadStatus.Converted)
            mistakes.Add("status", "Convert the lead to make it a contact, a company and a deal.");
        row.Name = mistakes.Name(content.Name);
        row.JobTitle = mistakes.Line("jobTitle", content.JobTitle, 200);
        row.CompanyName = mistakes.Line("companyName", content.CompanyName, CrmRecord.NameLength);
        row.Address = mistakes.Addresses("address", content.Address is null ? [] : [content.Address], 1).FirstOrDefault() ?? "";
        row.Phone = mistakes.Line("phone", content.Phone, 60);
        row.Source = mistakes.Line("source", content.Source, 200);
        row.Tags = mistakes.Tags(content.Tags);
        await CustomValues.ApplyAsync(db, RecordKind.Lead, row, content.Custom, mistakes, cancellationToken);
        await RecordWriting.CheckOwnerAsync(db, content.OwnerId, row.OwnerId, mistakes, cancellationToken);
        (row.OwnerId, row.Status) = (content.OwnerId, content.Status);
        row.Words = RecordLists.Words([row.Name, row.CompanyName, row.JobTitle, row.Address, row.Source, .. PhoneNumbers.Words(row.Phone), .. CustomValues.Words(row)]);
        return mistakes;
    }

    internal static async Task<LeadView?> FindAsync(SimpleCrmDbContext db, long id, CancellationToken cancellationToken) =>
        (await ViewsAsync(db, await db.Leads.AsNoTracking().Where(l => l.Id == id && l.DeletedAt == null).ToListAsync(cancellationToken), cancellationToken)).SingleOrDefault();

    private static async Task<IReadOnlyList<LeadView>> ViewsAsync(SimpleCrmDbContext db, IReadOnlyList<Lead> rows, CancellationToken cancellationToken)
    {
        var names = await RecordNames.LoadAsync(db, [], rows.Select(r => r.OwnerId), cancellationToken);
        return [.. rows.Select(row => new LeadView
        {
            Id = row.Id,
            Name = row.Name,
            JobTitle = row.JobTitle,
            CompanyName = row.CompanyName,
            Address = row.Address,
            Phone = row.Phone,
            Source = row.Source,
            Status = row.Status,
            ContactId = row.ContactId,
            DealId = row.DealId,
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

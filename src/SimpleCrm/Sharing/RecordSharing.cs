using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Links;

namespace SimpleCrm.Sharing;

/// <summary>Records whose emails are shown less. Whoever may delete a record says so: its owner, the manager of their team, admins.</summary>
public sealed class RecordSharing(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    /// <summary>How much others see at most of the record's emails, and whether the viewer may change it; null when there is no such record.</summary>
    public async Task<(SharingLevel Level, bool MayChange)?> FindAsync(Viewer viewer, RecordReference record, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.ExistsAsync(record, cancellationToken))
            return null;
        var level = await db.RecordShares.Where(s => s.Kind == record.Kind && s.RecordId == record.Id).Select(s => (SharingLevel?)s.Level).SingleOrDefaultAsync(cancellationToken);
        return (level ?? SharingLevel.Everything, await MayChangeAsync(db, viewer, record, cancellationToken));
    }

    /// <summary>Sets how much others see at most of its emails, in every conversation with one of them; <see cref="SharingLevel.Everything"/> for as much as their owners share.</summary>
    public async Task<ShareOutcome> SetAsync(Viewer viewer, RecordReference record, SharingLevel level, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!Enum.IsDefined(level))
            return ShareOutcome.OutsideLimits;
        if (!await MayChangeAsync(db, viewer, record, cancellationToken))
            return ShareOutcome.Unknown;
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        await db.RecordShares.Where(s => s.Kind == record.Kind && s.RecordId == record.Id).ExecuteDeleteAsync(cancellationToken);
        if (level < SharingLevel.Everything)
        {
            db.RecordShares.Add(new RecordShare { Kind = record.Kind, RecordId = record.Id, Level = level, SetById = viewer.UserId, SetAt = time.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        return ShareOutcome.Done;
    }

    private static Task<bool> MayChangeAsync(SimpleCrmDbContext db, Viewer viewer, RecordReference record, CancellationToken cancellationToken) => record.Kind switch
    {
        RecordKind.Contact => MayChangeAsync(db, db.Contacts, viewer, record.Id, cancellationToken),
        RecordKind.Lead => MayChangeAsync(db, db.Leads, viewer, record.Id, cancellationToken),
        RecordKind.Company => MayChangeAsync(db, db.Companies, viewer, record.Id, cancellationToken),
        _ => MayChangeAsync(db, db.Deals, viewer, record.Id, cancellationToken),
    };

    private static Task<bool> MayChangeAsync<T>(SimpleCrmDbContext db, IQueryable<T> records, Viewer viewer, long id, CancellationToken cancellationToken) where T : CrmRecord =>
        RecordWriting.DeletableBy(db, records.Where(r => r.DeletedAt == null), viewer).AnyAsync(r => r.Id == id, cancellationToken);
}

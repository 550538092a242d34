using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Sharing;

namespace SimpleCrm.Merging;

/// <summary>Moves what points to a merged record to its survivor, and back, in the open transaction. What was moved is remembered row by row.</summary>
internal static class MergedLinks
{
    // Rows added at once.
    private const int Batch = 1000;

    /// <param name="forgottenBefore">Merges older than this can no longer be undone.</param>
    public static async Task MoveAsync(SimpleCrmDbContext db, RecordMerge merge, DateTime forgottenBefore, CancellationToken cancellationToken)
    {
        await db.MergedRows.Where(r => db.RecordMerges.Any(m => m.Id == r.MergeId && m.At < forgottenBefore)).ExecuteDeleteAsync(cancellationToken);
        await FindLinksAsync(db, merge, cancellationToken);
        if (merge.Kind == RecordKind.Contact)
            await FindOfContactAsync(db, merge, cancellationToken);
        else if (merge.Kind == RecordKind.Company)
            await FindOfCompanyAsync(db, merge, cancellationToken);
        await AddAsync(db, merge, MergedRowKind.EarlierMerge, EarlierOf(db, merge.Kind, merge.MergedId), cancellationToken);
        await db.DealContacts.Where(c => merge.Kind == RecordKind.Contact && c.ContactId == merge.MergedId && db.MergedRows.Any(r => r.MergeId == merge.Id && r.Kind == MergedRowKind.SharedDeal && r.RowId == c.DealId)).ExecuteDeleteAsync(cancellationToken);
        await PointAsync(db, merge, merge.MergedId, merge.SurvivorId, cancellationToken);
        await KeepSharingAsync(db, merge, cancellationToken);
    }

    // What others saw less of they do not see more of because two records were one. Taking the merge back leaves it so, too.
    private static async Task KeepSharingAsync(SimpleCrmDbContext db, RecordMerge merge, CancellationToken cancellationToken)
    {
        if (await db.RecordShares.AsNoTracking().SingleOrDefaultAsync(s => s.Kind == merge.Kind && s.RecordId == merge.MergedId, cancellationToken) is not { } merged)
            return;
        if (await db.RecordShares.SingleOrDefaultAsync(s => s.Kind == merge.Kind && s.RecordId == merge.SurvivorId, cancellationToken) is not { } own)
            db.RecordShares.Add(new RecordShare { Kind = merge.Kind, RecordId = merge.SurvivorId, Level = merged.Level, SetById = merged.SetById, SetAt = merged.SetAt });
        else if (own.Level > merged.Level)
            own.Level = merged.Level;
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <param name="evidence">Addresses or domains that only the merged record has: what they have led to since is its own.</param>
    public static async Task MoveBackAsync(SimpleCrmDbContext db, RecordMerge merge, List<string> evidence, CancellationToken cancellationToken)
    {
        await PointAsync(db, merge, merge.SurvivorId, merge.MergedId, cancellationToken);
        var missing = await Rows(db, merge, MergedRowKind.SharedDeal).Where(r => !db.DealContacts.Any(c => c.DealId == r.RowId && c.ContactId == merge.MergedId)).Select(r => r.RowId).ToListAsync(cancellationToken);
        db.DealContacts.AddRange(missing.Select(deal => new Deals.DealContact { DealId = deal, ContactId = merge.MergedId }));
        await db.SaveChangesAsync(cancellationToken);
        await db.RecordLinks.Where(l => l.Kind == merge.Kind && l.RecordId == merge.SurvivorId && l.Rule != LinkRule.Person && evidence.Contains(l.Evidence)
                && !db.RecordLinks.Any(o => o.ActivityId == l.ActivityId && o.Kind == merge.Kind && o.RecordId == merge.MergedId))
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.RecordId, merge.MergedId), cancellationToken);
        await db.MergedRows.Where(r => r.MergeId == merge.Id).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task FindLinksAsync(SimpleCrmDbContext db, RecordMerge merge, CancellationToken cancellationToken)
    {
        var links = db.RecordLinks.Where(l => l.Kind == merge.Kind && l.RecordId == merge.MergedId);
        var own = db.RecordLinks.Where(l => l.Kind == merge.Kind && l.RecordId == merge.SurvivorId);
        await AddAsync(db, merge, MergedRowKind.Link, links.Where(l => !own.Any(o => o.ActivityId == l.ActivityId)).Select(l => l.ActivityId), cancellationToken);
        await AddAsync(db, merge, MergedRowKind.RevivedLink, links.Where(l => !l.IsUndone && own.Any(o => o.ActivityId == l.ActivityId && o.IsUndone)).Select(l => l.ActivityId), cancellationToken);

        // Of a conversation that both had to do with, the word that says it belongs here counts.
        var threads = db.ThreadLinks.Where(l => l.Kind == merge.Kind && l.RecordId == merge.MergedId);
        var ownThreads = db.ThreadLinks.Where(l => l.Kind == merge.Kind && l.RecordId == merge.SurvivorId);
        await AddAsync(db, merge, MergedRowKind.ThreadLink, threads.Where(l => ownThreads.All(o => o.ThreadId != l.ThreadId
            || o.State == ThreadLinkState.Refused && l.State != ThreadLinkState.Refused)).Select(l => l.Id), cancellationToken);
        await AddAsync(db, merge, MergedRowKind.ReplacedThreadLink, ownThreads.Where(o => o.State == ThreadLinkState.Refused
            && threads.Any(l => l.ThreadId == o.ThreadId && l.State != ThreadLinkState.Refused)).Select(o => o.Id), cancellationToken);
        await AddAsync(db, merge, MergedRowKind.Lesson, db.LinkLessons.Where(l => l.Kind == merge.Kind && l.RecordId == merge.MergedId).Select(l => l.Id), cancellationToken);
    }

    private static async Task FindOfContactAsync(SimpleCrmDbContext db, RecordMerge merge, CancellationToken cancellationToken)
    {
        var own = db.DealContacts.Where(c => c.ContactId == merge.SurvivorId);
        var deals = db.DealContacts.Where(c => c.ContactId == merge.MergedId);
        await AddAsync(db, merge, MergedRowKind.DealContact, deals.Where(c => !own.Any(o => o.DealId == c.DealId)).Select(c => c.DealId), cancellationToken);
        await AddAsync(db, merge, MergedRowKind.SharedDeal, deals.Where(c => own.Any(o => o.DealId == c.DealId)).Select(c => c.DealId), cancellationToken);
        await AddAsync(db, merge, MergedRowKind.ConvertedLead, db.Leads.Where(l => l.ContactId == merge.MergedId).Select(l => l.Id), cancellationToken);
    }

    private static async Task FindOfCompanyAsync(SimpleCrmDbContext db, RecordMerge merge, CancellationToken cancellationToken)
    {
        await AddAsync(db, merge, MergedRowKind.CompanyContact, db.Contacts.Where(c => c.CompanyId == merge.MergedId).Select(c => c.Id), cancellationToken);
        await AddAsync(db, merge, MergedRowKind.CompanyDeal, db.Deals.Where(d => d.CompanyId == merge.MergedId).Select(d => d.Id), cancellationToken);
    }

    // Whoever has one of these open sees that it was changed.
    private static async Task PointAsync(SimpleCrmDbContext db, RecordMerge merge, long from, long to, CancellationToken cancellationToken)
    {
        var isBack = to == merge.MergedId;
        await db.RecordLinks.Where(l => l.Kind == merge.Kind && l.RecordId == from && db.MergedRows.Any(r => r.MergeId == merge.Id && r.Kind == MergedRowKind.Link && r.RowId == l.ActivityId))
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.RecordId, to), cancellationToken);
        await db.RecordLinks.Where(l => l.Kind == merge.Kind && l.RecordId == merge.SurvivorId && db.MergedRows.Any(r => r.MergeId == merge.Id && r.Kind == MergedRowKind.RevivedLink && r.RowId == l.ActivityId))
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.IsUndone, isBack), cancellationToken);
        await db.ThreadLinks.Where(l => db.MergedRows.Any(r => r.MergeId == merge.Id && r.Kind == MergedRowKind.ReplacedThreadLink && r.RowId == l.Id)).ExecuteUpdateAsync(s => s.SetProperty(l => l.RecordId, from), cancellationToken);
        await db.ThreadLinks.Where(l => db.MergedRows.Any(r => r.MergeId == merge.Id && r.Kind == MergedRowKind.ThreadLink && r.RowId == l.Id)).ExecuteUpdateAsync(s => s.SetProperty(l => l.RecordId, to), cancellationToken);
        await db.LinkLessons.Where(l => db.MergedRows.Any(r => r.MergeId == merge.Id && r.Kind == MergedRowKind.Lesson && r.RowId == l.Id)).ExecuteUpdateAsync(s => s.SetProperty(l => l.RecordId, to), cancellationToken);
        await db.DealContacts.Where(c => c.ContactId == from && db.MergedRows.Any(r => r.MergeId == merge.Id && r.Kind == MergedRowKind.DealContact && r.RowId == c.DealId)).ExecuteUpdateAsync(s => s.SetProperty(c => c.ContactId, to), cancellationToken);
        await db.Deals.Where(d => db.MergedRows.Any(r => r.MergeId == merge.Id && (r.Kind == MergedRowKind.DealContact || r.Kind == MergedRowKind.SharedDeal) && r.RowId == d.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.Version, d => d.Version + 1), cancellationToken);
        await db.Leads.Where(l => l.ContactId == from && db.MergedRows.Any(r => r.MergeId == merge.Id && r.Kind == MergedRowKind.ConvertedLead && r.RowId == l.Id)).ExecuteUpdateAsync(s => s.SetProperty(l => l.ContactId, to), cancellationToken);
        await db.Contacts.Where(c => c.CompanyId == from && db.MergedRows.Any(r => r.MergeId == merge.Id && r.Kind == MergedRowKind.CompanyContact && r.RowId == c.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.CompanyId, to).SetProperty(c => c.Version, c => c.Version + 1), cancellationToken);
        await db.Deals.Where(d => d.CompanyId == from && db.MergedRows.Any(r => r.MergeId == merge.Id && r.Kind == MergedRowKind.CompanyDeal && r.RowId == d.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.CompanyId, to).SetProperty(d => d.Version, d => d.Version + 1), cancellationToken);
        await PointEarlierAsync(db, merge, to, cancellationToken);
    }

    private static Task<int> PointEarlierAsync(SimpleCrmDbContext db, RecordMerge merge, long to, CancellationToken cancellationToken)
    {
        return merge.Kind switch
        {
            RecordKind.Contact => Point(db.Contacts),
            RecordKind.Company => Point(db.Companies),
            _ => Point(db.Leads),
        };

        Task<int> Point<T>(IQueryable<T> records) where T : Contacts.CrmRecord =>
            records.Where(c => db.MergedRows.Any(r => r.MergeId == merge.Id && r.Kind == MergedRowKind.EarlierMerge && r.RowId == c.Id)).ExecuteUpdateAsync(s => s.SetProperty(c => c.MergedIntoId, to), cancellationToken);
    }

    private static IQueryable<long> EarlierOf(SimpleCrmDbContext db, RecordKind kind, long id) => kind switch
    {
        RecordKind.Contact => db.Contacts.Where(c => c.MergedIntoId == id).Select(c => c.Id),
        RecordKind.Company => db.Companies.Where(c => c.MergedIntoId == id).Select(c => c.Id),
        _ => db.Leads.Where(c => c.MergedIntoId == id).Select(c => c.Id),
    };

    private static IQueryable<MergedRow> Rows(SimpleCrmDbContext db, RecordMerge merge, MergedRowKind kind) => db.MergedRows.Where(r => r.MergeId == merge.Id && r.Kind == kind);

    private static async Task AddAsync(SimpleCrmDbContext db, RecordMerge merge, MergedRowKind kind, IQueryable<long> rows, CancellationToken cancellationToken)
    {
        foreach (var batch in (await rows.ToListAsync(cancellationToken)).Chunk(Batch))
        {
            db.MergedRows.AddRange(batch.Select(id => new MergedRow { MergeId = merge.Id, Kind = kind, RowId = id }));
            await db.SaveChangesAsync(cancellationToken);
        }
    }
}

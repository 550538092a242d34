using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Timeline;

namespace SimpleCrm.Merging;

/// <summary>
/// Makes two contacts, companies or leads one. Everything that pointed to the record that goes points to the survivor then: emails, activities, what is
/// remembered of conversations, deals, contacts, leads. All or nothing; merges wait for one another.
/// </summary>
public sealed class RecordMerging(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a merge can be undone.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromDays(30);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Merges another record into one. Whoever may delete the other may do so.</summary>
    /// <param name="kind">Contact, company or lead.</param>
    /// <param name="id">The record that stays.</param>
    /// <exception cref="ArgumentOutOfRangeException">Deals are not merged.</exception>
    public Task<MergeOutcome> MergeAsync(Viewer viewer, RecordKind kind, long id, MergeRequest request, CancellationToken cancellationToken) => kind switch
    {
        RecordKind.Contact => MergeAsync(viewer, MergeKinds.Contacts, id, request, cancellationToken),
        RecordKind.Company => MergeAsync(viewer, MergeKinds.Companies, id, request, cancellationToken),
        RecordKind.Lead => MergeAsync(viewer, MergeKinds.Leads, id, request, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>
    /// Takes a merge back: both records are what they were, with what people changed of the survivor since. Merges of one survivor are undone the last
    /// one first.
    /// </summary>
    public async Task<MergeOutcome> UndoAsync(Viewer viewer, long mergeId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        if (await db.RecordMerges.SingleOrDefaultAsync(m => m.Id == mergeId && m.UndoneAt == null, cancellationToken) is not { } merge)
            return MergeOutcome.Unknown;
        var outcome = merge.Kind switch
        {
            RecordKind.Contact => await UndoAsync(db, viewer, MergeKinds.Contacts, merge, cancellationToken),
            RecordKind.Company => await UndoAsync(db, viewer, MergeKinds.Companies, merge, cancellationToken),
            _ => await UndoAsync(db, viewer, MergeKinds.Leads, merge, cancellationToken),
        };
        if (outcome.Merge is not null)
            await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    /// <summary>The record that a merged one went into; null when it was not merged.</summary>
    public async Task<long?> SurvivorAsync(Viewer viewer, RecordKind kind, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return kind switch
        {
            RecordKind.Contact => await Of(db.Contacts),
            RecordKind.Company => await Of(db.Companies),
            RecordKind.Lead => await Of(db.Leads),
            _ => null,
        };

        Task<long?> Of<T>(IQueryable<T> records) where T : CrmRecord => records.Where(r => r.Id == id).Select(r => r.MergedIntoId).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The merges of a record that can be undone, the last one first.</summary>
    public async Task<IReadOnlyList<MergeView>> ListAsync(Viewer viewer, RecordKind kind, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = Now - UndoTime;
        var merges = await db.RecordMerges.AsNoTracking().Where(m => m.Kind == kind && m.SurvivorId == id && m.UndoneAt == null && m.At > since)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(50).ToListAsync(cancellationToken);
        return [.. merges.Select(MergeView.Of)];
    }

    private async Task<MergeOutcome> MergeAsync<TRecord, TContent>(
        Viewer viewer, MergeKind<TRecord, TContent> kind, long id, MergeRequest request, CancellationToken cancellationToken) where TRecord : CrmRecord where TContent : class
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var otherId = request.OtherId;
        if (id == otherId)
            return MergeOutcome.Wrong("otherId", "This is the same record. Choose another one to merge with.");
        var rows = await kind.Rows(db).Where(r => r.Id == id || r.Id == otherId).ToListAsync(cancellationToken);
        if (rows.Find(r => r.Id == id) is not { } survivor || rows.Find(r => r.Id == otherId) is not { } merged)
            return MergeOutcome.Unknown;
        if (await RefusalAsync(db, viewer, kind, survivor, merged, cancellationToken) is { } refusal)
            return refusal;
        if (survivor.Version != request.Version || merged.Version != request.OtherVersion)
            return MergeOutcome.Changed;
        var now = Now;
        var before = MergedContent.Of(kind.ContentOf(survivor));
        var content = MergedContent.Combine(before, MergedContent.Of(kind.ContentOf(merged)), request.FromOther).To<TContent>();
        // First the other goes: its addresses and domains are free then.
        (merged.DeletedAt, merged.MergedIntoId) = (now, survivor.Id);
        merged.Touch(now, isNew: false);
        await db.SaveChangesAsync(cancellationToken);
        if (await ChangeAsync(db, viewer, kind, survivor, content, now, cancellationToken) is { Any: true } mistakes)
            return MergeOutcome.Wrong(mistakes.Found);
        db.LogMerge(new RecordReference(kind.Kind, survivor.Id), null, merged.Name, viewer.UserId, now);
        var merge = new RecordMerge
        {
            Kind = kind.Kind,
            SurvivorId = survivor.Id,
            MergedId = merged.Id,
            MergedName = merged.Name,
            UserId = viewer.UserId,
            At = now,
            BeforeJson = before.ToJsonString(),
            AfterJson = MergedContent.Of(kind.ContentOf(survivor)).ToJsonString(),
        };
        db.RecordMerges.Add(merge);
        await db.SaveChangesAsync(cancellationToken);
        await MergedLinks.MoveAsync(db, merge, now - UndoTime, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return MergeOutcome.Done(merge);
    }

    private static async Task<MergeOutcome?> RefusalAsync<TRecord, TContent>(
        SimpleCrmDbContext db, Viewer viewer, MergeKind<TRecord, TContent> kind, TRecord survivor, TRecord merged, CancellationToken cancellationToken) where TRecord : CrmRecord where TContent : class
    {
        foreach (var (record, field) in new[] { (survivor, "id"), (merged, "otherId") })
        {
            if (record.MergedIntoId is { } into)
            {
                var name = await db.Set<TRecord>().Where(r => r.Id == into).Select(r => r.Name).SingleOrDefaultAsync(cancellationToken);
                return MergeOutcome.Wrong(field, $"{record.Name} was merged into {name} already. Open {name} instead.");
            }
            if (record.DeletedAt is not null)
                return MergeOutcome.Unknown;
            if (kind.Refusal(record) is { } reason)
                return MergeOutcome.Wrong(field, reason);
        }
        return await RecordWriting.DeletableBy(db, db.Set<TRecord>(), viewer).AnyAsync(r => r.Id == merged.Id, cancellationToken)
            ? null
            : MergeOutcome.Wrong("otherId", $"{merged.Name} is somebody else's, and only the owner, the owner's manager or an admin can merge it away. Keep {merged.Name} and merge this one into it, or ask them.");
    }

    private async Task<MergeOutcome> UndoAsync<TRecord, TContent>(
        SimpleCrmDbContext db, Viewer viewer, MergeKind<TRecord, TContent> kind, RecordMerge merge, CancellationToken cancellationToken) where TRecord : CrmRecord where TContent : class
    {
        var now = Now;
        var rows = await kind.Rows(db).Where(r => r.Id == merge.SurvivorId || r.Id == merge.MergedId).ToListAsync(cancellationToken);
        var (survivor, merged) = (rows.Find(r => r.Id == merge.SurvivorId), rows.Find(r => r.Id == merge.MergedId));
        if (survivor is null || merged is null || !await RecordWriting.DeletableBy(db, db.Set<TRecord>(), viewer).AnyAsync(r => r.Id == merged.Id, cancellationToken))
            return MergeOutcome.Unknown;
        if (merge.At + UndoTime <= now)
            return MergeOutcome.Wrong("id", $"Merges can be undone for {UndoTime.Days} days; this one is older.");
        if (survivor.MergedIntoId is not null || await db.RecordMerges.AnyAsync(m => m.Kind == merge.Kind && m.SurvivorId == merge.SurvivorId && m.UndoneAt == null && m.Id > merge.Id, cancellationToken))
            return MergeOutcome.Wrong("id", $"{survivor.Name} was merged again since. Undo that merge first.");
        if (survivor.DeletedAt is not null)
            return MergeOutcome.Wrong("id", $"{survivor.Name} was deleted since. Restore it first.");
        var restored = MergedContent.TakeBack(MergedContent.Parse(merge.BeforeJson), MergedContent.Parse(merge.AfterJson), MergedContent.Of(kind.ContentOf(survivor)));
        if (await ChangeAsync(db, viewer, kind, survivor, restored.To<TContent>(), now, cancellationToken) is { Any: true } mistakes)
            return MergeOutcome.Wrong(mistakes.Found);
        db.LogMerge(new RecordReference(merge.Kind, survivor.Id), merged.Name, null, viewer.UserId, now);
        await db.SaveChangesAsync(cancellationToken);
        var standing = new Mistakes();
        await kind.RestoringAsync(db, merged.Id, standing, cancellationToken);
        if (standing.Any)
            return MergeOutcome.Wrong(standing.Found);
        (merged.DeletedAt, merged.MergedIntoId, merge.UndoneAt) = (null, null, now);
        merged.Touch(now, isNew: false);
        await db.SaveChangesAsync(cancellationToken);
        var evidence = MergedContent.Of(kind.ContentOf(merged)).Texts(kind.Evidence).Except(restored.Texts(kind.Evidence)).Where(e => e.Length > 0).ToList();
        await MergedLinks.MoveBackAsync(db, merge, evidence, cancellationToken);
        return MergeOutcome.Done(merge);
    }

    private static async Task<Mistakes> ChangeAsync<TRecord, TContent>(
        SimpleCrmDbContext db, Viewer viewer, MergeKind<TRecord, TContent> kind, TRecord row, TContent content, DateTime now, CancellationToken cancellationToken) where TRecord : CrmRecord where TContent : class
    {
        kind.Point(row, content);
        var mistakes = await kind.ApplyAsync(db, row, content, cancellationToken);
        if (mistakes.Any)
            return mistakes;
        row.SortName = RecordLists.SortName(row.Name);
        row.Touch(now, isNew: false);
        await db.AddChangesAsync(row, viewer.UserId, now, cancellationToken);
        return mistakes;
    }
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Tagging;
using SimpleCrm.Timeline;

namespace SimpleCrm.Deals;

/// <summary>The deals of the workspace. Everybody who is signed in reads and changes them; who may delete is told by <see cref="DeleteAsync"/>.</summary>
public sealed class DealRecords(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time) : IRecords<DealView>
{
    /// <summary>The most deals of a board.</summary>
    public const int BoardSize = 2000;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A page of deals; null when the cursor does not belong to this list.</summary>
    /// <param name="stageId">Only at this stage.</param>
    public async Task<RecordPage<DealView>?> ListAsync(Viewer viewer, RecordQuery query, long? stageId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (matching, order) = await Matching(db, query).ByCustomAsync(db, RecordKind.Deal, query, cancellationToken);
        if (stageId is { } stage)
            matching = matching.Where(d => d.StageId == stage);
        return await matching.PageAsync(query, order, cancellationToken) is var (rows, total, next)
            ? new RecordPage<DealView>(await DealViews.LoadAsync(db, rows, cancellationToken), total, next)
            : null;
    }

    /// <summary>The deals of a pipeline in the order of its board, at most <see cref="BoardSize"/>.</summary>
    public async Task<IReadOnlyList<DealView>> BoardAsync(Viewer viewer, long pipelineId, RecordQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (matching, _) = await Matching(db, query).ByCustomAsync(db, RecordKind.Deal, query, cancellationToken);
        var rows = await matching.AsNoTracking().Where(d => d.PipelineId == pipelineId).OrderBy(d => d.Position).ThenBy(d => d.Id).Take(BoardSize).ToListAsync(cancellationToken);
        return await DealViews.LoadAsync(db, rows, cancellationToken);
    }

    /// <summary>The deals a contact has to do with, changed last first, at most <see cref="RecordQuery.MaxPageSize"/>.</summary>
    public async Task<IReadOnlyList<DealView>> OfContactAsync(Viewer viewer, long contactId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Deals.AsNoTracking().Where(d => d.DeletedAt == null && d.Contacts.Any(c => c.ContactId == contactId))
            .OrderByDescending(d => d.UpdatedAt).ThenByDescending(d => d.Id).Take(RecordQuery.MaxPageSize).ToListAsync(cancellationToken);
        return await DealViews.LoadAsync(db, rows, cancellationToken);
    }

    /// <summary>Null when there is no such deal.</summary>
    public async Task<DealView?> FindAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await DealViews.FindAsync(db, id, cancellationToken);
    }

    /// <summary>Stores a new deal, or changes one.</summary>
    /// <param name="id">Null for a new one.</param>
    /// <param name="version">The version that was seen; not used for a new one.</param>
    public Task<RecordOutcome<DealView>> SaveAsync(Viewer viewer, long? id, int version, DealContent content, CancellationToken cancellationToken) =>
        contexts.SaveAsync(viewer, id, version, Now, db => db.Deals.Include(d => d.Contacts),
            (db, row) => DealChecks.ApplyAsync(db, row, content, Now, cancellationToken), (db, key) => DealViews.FindAsync(db, key, cancellationToken), cancellationToken);

    /// <summary>Moves a deal on the board. Who moves last wins: nothing is lost by it.</summary>
    /// <param name="beforeId">The deal of that stage above which it is put; null for the end of the column.</param>
    /// <returns>Null when there is no such deal or stage.</returns>
    public async Task<DealView?> MoveAsync(Viewer viewer, long id, long stageId, long? beforeId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var row = await db.Deals.SingleOrDefaultAsync(d => d.Id == id && d.DeletedAt == null, cancellationToken);
        var stage = await db.Stages.AsNoTracking().SingleOrDefaultAsync(s => s.Id == stageId, cancellationToken);
        if (row is null || stage is null)
            return null;
        if (row.StageId != stageId)
            (row.PipelineId, row.StageId, row.StageSince) = (stage.PipelineId, stageId, Now);
        row.Position = await DealOrder.PositionAsync(db, row.Id, stageId, beforeId, cancellationToken);
        row.Touch(Now, isNew: false);
        await db.AddChangesAsync(row, viewer.UserId, Now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var moved = await DealViews.FindAsync(db, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return moved;
    }

    /// <summary>Deletes a deal so that it can be restored. Owners may delete theirs, anybody what is nobody's, managers their teams', admins all.</summary>
    /// <returns>False when there is no such deal, or it is not the viewer's to delete.</returns>
    public Task<bool> DeleteAsync(Viewer viewer, long id, CancellationToken cancellationToken) => contexts.DeleteAsync<Deal>(viewer, id, Now, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> DeleteAsync(Viewer viewer, IReadOnlyList<long> ids, CancellationToken cancellationToken) => contexts.DeleteAsync<Deal>(viewer, ids, Now, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FormerOwner>?> AssignAsync(Viewer viewer, IReadOnlyList<long> ids, long? ownerId, CancellationToken cancellationToken) =>
        contexts.AssignAsync<Deal>(viewer, ids, ownerId, Now, cancellationToken);

    /// <summary>Takes deleting back.</summary>
    public Task<RecordOutcome<DealView>> RestoreAsync(Viewer viewer, long id, CancellationToken cancellationToken) =>
        contexts.RestoreAsync<Deal, DealView>(viewer, id, Now, RestoringAsync, (db, key) => DealViews.FindAsync(db, key, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> RestoreAsync(Viewer viewer, IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        contexts.RestoreAsync<Deal>(viewer, ids, Now, RestoringAsync, cancellationToken);

    // Nothing stands against it.
    private static Task RestoringAsync(SimpleCrmDbContext db, long id, Mistakes mistakes, CancellationToken cancellationToken) => Task.CompletedTask;

    private static IQueryable<Deal> Matching(SimpleCrmDbContext db, RecordQuery query)
    {
        var matching = db.Deals.Tagged(db, query.Tag).Matching(query, start => d => d.Words.Contains(start)
            || db.Companies.Where(c => c.Words.Contains(start)).Select(c => (long?)c.Id).Contains(d.CompanyId)
            || db.DealContacts.Where(dc => db.Contacts.Any(c => c.Id == dc.ContactId && c.DeletedAt == null && c.Words.Contains(start))).Select(dc => dc.DealId).Contains(d.Id));
        return query.CompanyId is { } company ? matching.Where(d => d.CompanyId == company) : matching;
    }
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Database;

namespace SimpleCrm.Deals;

/// <summary>The deals of the workspace. Everybody who is signed in reads and changes them; who may delete is told by <see cref="DeleteAsync"/>.</summary>
public sealed class DealRecords(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    /// <summary>The most deals of a board.</summary>
    public const int BoardSize = 2000;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A page of deals; null when the cursor does not belong to this list.</summary>
    /// <param name="stageId">Only at this stage.</param>
    public async Task<RecordPage<DealView>?> ListAsync(Viewer viewer, RecordQuery query, long? stageId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var matching = Matching(db, query);
        if (stageId is { } stage)
            matching = matching.Where(d => d.StageId == stage);
        return await matching.PageAsync(query, cancellationToken) is var (rows, total, next)
            ? new RecordPage<DealView>(await DealViews.LoadAsync(db, rows, cancellationToken), total, next)
            : null;
    }

    /// <summary>The deals of a pipeline in the order of its board, at most <see cref="BoardSize"/>.</summary>
    public async Task<IReadOnlyList<DealView>> BoardAsync(Viewer viewer, long pipelineId, RecordQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Matching(db, query).AsNoTracking().Where(d => d.PipelineId == pipelineId).OrderBy(d => d.Position).ThenBy(d => d.Id).Take(BoardSize).ToListAsync(cancellationToken);
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
    public async Task<RecordOutcome<DealView>> SaveAsync(Viewer viewer, long? id, int version, DealContent content, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var row = id is null ? new Deal() : await db.Deals.Include(d => d.Contacts).SingleOrDefaultAsync(d => d.Id == id && d.DeletedAt == null, cancellationToken);
        if (row is null)
            return RecordOutcome<DealView>.Unknown;
        if (id is not null && row.Version != version)
            return RecordOutcome<DealView>.Changed((await DealViews.FindAsync(db, row.Id, cancellationToken))!);
        var stage = row.StageId;
        var mistakes = await DealChecks.ApplyAsync(db, row, content, cancellationToken);
        if (mistakes.Any)
            return RecordOutcome<DealView>.Wrong(mistakes.Found);
        if (row.StageId != stage)
            await EnterStageAsync(db, row, cancellationToken);
        row.Touch(Now, id is null);
        if (id is null)
            db.Deals.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return RecordOutcome<DealView>.Done((await DealViews.FindAsync(db, row.Id, cancellationToken))!);
    }

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
        row.Position = await PositionAsync(db, row.Id, stageId, beforeId, cancellationToken);
        row.Touch(Now, isNew: false);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await DealViews.FindAsync(db, id, cancellationToken);
    }

    /// <summary>Deletes a deal so that it can be restored. Owners may delete theirs, anybody what is nobody's, managers their teams', admins all.</summary>
    /// <returns>False when there is no such deal, or it is not the viewer's to delete.</returns>
    public async Task<bool> DeleteAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Deals.DeleteAsync(db, viewer, id, Now, cancellationToken);
    }

    /// <summary>Takes deleting back.</summary>
    public async Task<RecordOutcome<DealView>> RestoreAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Deals.RestoreAsync(db, viewer, id, Now, cancellationToken)
            ? RecordOutcome<DealView>.Done((await DealViews.FindAsync(db, id, cancellationToken))!)
            : RecordOutcome<DealView>.Unknown;
    }

    private static IQueryable<Deal> Matching(SimpleCrmDbContext db, RecordQuery query)
    {
        var matching = db.Deals.Matching(query);
        return query.CompanyId is { } company ? matching.Where(d => d.CompanyId == company) : matching;
    }

    private async Task EnterStageAsync(SimpleCrmDbContext db, Deal row, CancellationToken cancellationToken)
    {
        row.StageSince = Now;
        row.Position = await PositionAsync(db, row.Id, row.StageId, null, cancellationToken);
    }

    // Halfway between its neighbours. A column is numbered anew when halves have become too small to tell apart.
    private static async Task<double> PositionAsync(SimpleCrmDbContext db, long id, long stageId, long? beforeId, CancellationToken cancellationToken)
    {
        var column = db.Deals.Where(d => d.StageId == stageId && d.Id != id && d.DeletedAt == null);
        var next = beforeId is null ? null : await column.Where(d => d.Id == beforeId).Select(d => (double?)d.Position).SingleOrDefaultAsync(cancellationToken);
        if (next is null)
            return (await column.MaxAsync(d => (double?)d.Position, cancellationToken) ?? 0) + 1;
        var last = await column.Where(d => d.Position < next).MaxAsync(d => (double?)d.Position, cancellationToken) ?? next.Value - 2;
        var between = (last + next.Value) / 2;
        if (between > last && between < next)
            return between;
        var deals = await column.OrderBy(d => d.Position).ThenBy(d => d.Id).ToListAsync(cancellationToken);
        for (var i = 0; i < deals.Count; i++)
            deals[i].Position = i + 1;
        return deals.Single(d => d.Id == beforeId).Position - 0.5;
    }
}

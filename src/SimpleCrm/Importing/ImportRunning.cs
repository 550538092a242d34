using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Importing;

/// <summary>
/// Takes the rows of imports in, batch by batch. A batch, what became of its rows and how far the import is are one transaction: after a crash it goes on
/// with the first row that was not taken in, and no row is taken in twice.
/// </summary>
public sealed class ImportRunning(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    private const int Batch = 100;

    /// <summary>Problems told by a check.</summary>
    private const int MostProblems = 50;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Runs until no import waits.</summary>
    public async Task RunUntilDoneAsync(CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken))
        {
        }
    }

    /// <summary>Tells what an import would do: every row is taken in, and nothing of it is kept.</summary>
    /// <returns>Null when it is not the viewer's, or has begun.</returns>
    public async Task<ImportCheck?> CheckAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        var (counts, problems) = (new ImportCounts(0, 0, 0, 0, 0, 0), new List<ImportProblem>());
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var number = 0;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
            if (await Imports.Own(db, viewer).AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { State: ImportState.Mapping } import)
                return null;
            var rows = await db.ImportRows.AsNoTracking().Where(r => r.ImportId == id && r.Number > number).OrderBy(r => r.Number).Take(Batch).ToListAsync(cancellationToken);
            if (rows.Count == 0)
                return new ImportCheck(counts with { Total = import.Total, Done = import.Total }, problems);
            number = rows[^1].Number;
            var batch = new ImportBatch(db, import, Now);
            foreach (var row in rows)
            {
                await batch.TakeAsync(row, cancellationToken);
                // What an earlier batch would have added is not there any more.
                if (row.Outcome == ImportOutcome.Added && ImportKeys.Of(import, row).ToList() is { Count: > 0 } keys)
                {
                    if (keys.Exists(seen.Contains))
                        row.Outcome = import.UpdatesExisting ? ImportOutcome.Updated : ImportOutcome.Duplicate;
                    seen.UnionWith(keys);
                }
                if (row.Outcome == ImportOutcome.Wrong && problems.Count < MostProblems)
                    problems.Add(ImportViews.Of(row));
            }
            counts = Plus(counts, rows);
            await transaction.RollbackAsync(cancellationToken);
        }
    }

    private async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var import = await db.RecordImports.AsNoTracking().Where(i => i.State == ImportState.Running || i.State == ImportState.Undoing).OrderBy(i => i.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        if (import is null)
            return false;
        await (import.State == ImportState.Running ? TakeAsync(db, import, cancellationToken) : TakeBackAsync(db, import, cancellationToken));
        db.ChangeTracker.Clear();
        db.RecordImports.Update(import);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task TakeAsync(SimpleCrmDbContext db, RecordImport import, CancellationToken cancellationToken)
    {
        var rows = await db.ImportRows.AsNoTracking().Where(r => r.ImportId == import.Id && r.Number > import.Done).OrderBy(r => r.Number).Take(Batch).ToListAsync(cancellationToken);
        var batch = new ImportBatch(db, import, Now);
        foreach (var row in rows)
            await batch.TakeAsync(row, cancellationToken);
        await StoreAsync(db, rows, batch.Made, cancellationToken);
        var counts = Plus(ImportViews.Of(import).Counts, rows);
        (import.Done, import.Added, import.Updated, import.Duplicates, import.Wrong) = (rows.Count > 0 ? rows[^1].Number : import.Done, counts.Added, counts.Updated, counts.Duplicates, counts.Wrong);
        if (rows.Count < Batch)
            (import.State, import.EndedAt) = (ImportState.Done, Now);
    }

    private async Task TakeBackAsync(SimpleCrmDbContext db, RecordImport import, CancellationToken cancellationToken)
    {
        // The last ones first; the companies that were made for contacts after all contacts.
        var rows = await db.ImportRows.AsNoTracking().Where(r => r.ImportId == import.Id && (r.Outcome == ImportOutcome.Added || r.Outcome == ImportOutcome.Updated))
            .OrderByDescending(r => r.Number).Take(Batch).ToListAsync(cancellationToken);
        var batch = new ImportBatch(db, import, Now);
        foreach (var row in rows)
            await batch.TakeBackAsync(row, cancellationToken);
        await StoreAsync(db, rows, [], cancellationToken);
        import.Kept += rows.Count(r => r.Outcome == ImportOutcome.Kept);
        if (rows.Count < Batch)
            (import.State, import.EndedAt) = (ImportState.Undone, Now);
    }

    private static async Task StoreAsync(SimpleCrmDbContext db, List<ImportRow> rows, List<ImportRow> made, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        db.ImportRows.UpdateRange(rows);
        db.ImportRows.AddRange(made);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static ImportCounts Plus(ImportCounts counts, List<ImportRow> rows) => counts with
    {
        Done = counts.Done + rows.Count,
        Added = counts.Added + rows.Count(r => r.Outcome == ImportOutcome.Added),
        Updated = counts.Updated + rows.Count(r => r.Outcome == ImportOutcome.Updated),
        Duplicates = counts.Duplicates + rows.Count(r => r.Outcome == ImportOutcome.Duplicate),
        Wrong = counts.Wrong + rows.Count(r => r.Outcome == ImportOutcome.Wrong),
    };
}

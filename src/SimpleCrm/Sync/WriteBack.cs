using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;

namespace SimpleCrm.Sync;

/// <summary>
/// Brings people's changes to the server: in order within each email, many emails in one command. An operation is marked before it is sent;
/// one found so after a crash is checked against the server before it is sent again.
/// </summary>
internal sealed class WriteBack(IDbContextFactory<SimpleCrmDbContext> contexts, OperationCommands commands, LiveFeed feed, TimeProvider time, ILogger<WriteBack> logger)
{
    private const int BatchSize = 200;
    private const int MaxRefusals = 5;
    private const int MaxAttempts = 10;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5), LongestWait = TimeSpan.FromMinutes(30), UnknownPlaceWait = TimeSpan.FromSeconds(20);

    /// <summary>Sends every operation that is due.</summary>
    /// <exception cref="MailboxAccessException">The account cannot be reached; what was not sent stays due.</exception>
    public async Task DrainAsync(SyncRun run, CancellationToken cancellationToken)
    {
        while (await TakeAsync(run, cancellationToken) is { } batch)
            await SendAsync(run, batch, cancellationToken);
    }

    // The first unfinished operation of each email, if due: a later one must not overtake it.
    private async Task<OperationBatch?> TakeAsync(SyncRun run, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow().UtcDateTime;
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var open = db.PendingOperations.Where(o => o.MailboxId == run.MailboxId && (o.State == OperationState.Waiting || o.State == OperationState.Applying));
            // Nearly always there is nothing, and no lock to be waited for.
            if (!await open.AnyAsync(cancellationToken))
                return null;
            await using var transaction = await db.BeginAsync(run.MailboxId, cancellationToken);
            var unfinished = await open.OrderBy(o => o.Id).Take(5000).ToListAsync(cancellationToken);
            var due = unfinished.GroupBy(o => o.EmailId).Select(g => g.First()).Where(o => o.NextTryAt <= now).ToList();
            if (due.Count == 0)
                return null;
            if (due.Find(o => o.Attempts >= MaxAttempts) is { } hopeless)
            {
                var reverted = await RevertAsync(db, run, hopeless, hopeless.Error, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                feed.Publish(reverted);
                continue;
            }
            var first = due[0];
            var mustVerify = first.State == OperationState.Applying;
            var source = await SourceFoldersAsync(db, due, cancellationToken);
            var chosen = mustVerify ? [first] : due.Where(o => o.State == OperationState.Waiting && (o.Kind, o.Value, o.ToFolderId, source(o)) == (first.Kind, first.Value, first.ToFolderId, source(first))).Take(BatchSize).ToList();
            var emailIds = chosen.Select(o => o.EmailId).ToList();
            var placements = await db.Placements.AsNoTracking().Where(p => emailIds.Contains(p.EmailId)).ToListAsync(cancellationToken);
            var folders = await db.Folders.AsNoTracking().Where(f => f.MailboxId == run.MailboxId).ToDictionaryAsync(f => f.Id, cancellationToken);
            // Something still on its way to where it shall be changed: wait until it is found there.
            var early = chosen.Where(o => OperationCommands.IsUnplaced(o, placements)).ToList();
            foreach (var operation in early)
                operation.NextTryAt = now + UnknownPlaceWait;
            chosen = [.. chosen.Except(early)];
            foreach (var operation in chosen)
                (operation.State, operation.Attempts, operation.NextTryAt) = (OperationState.Applying, operation.Attempts + 1, now + Backoff.After(operation.Attempts + 1, FirstWait, LongestWait));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            if (chosen.Count > 0)
                return new OperationBatch(chosen, mustVerify, placements, folders);
        }
    }

    private static async Task<Func<PendingOperation, long?>> SourceFoldersAsync(SimpleCrmDbContext db, List<PendingOperation> operations, CancellationToken cancellationToken)
    {
        var ids = operations.Select(o => o.SourcePlacementId).OfType<long>().Take(1000).ToList();
        var folders = await db.Placements.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.FolderId, cancellationToken);
        return operation => operation.SourcePlacementId is { } id && folders.TryGetValue(id, out var folder) ? folder : null;
    }

    private async Task SendAsync(SyncRun run, OperationBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            var newIds = await commands.SendAsync(run, batch, cancellationToken);
            run.HasContact = true;
            await CompleteAsync(run, batch, newIds, cancellationToken);
        }
        catch (MailboxAccessException exception) when (exception.IsFolderOnly || exception.IsRefusal)
        {
            run.HasContact = true;
            if (batch.Operations.Count == 1)
                await RefuseAsync(run, batch.First, exception, cancellationToken);
            else
                foreach (var operation in batch.Operations)
                    await SendAsync(run, batch.Of(operation) with { MustVerify = true }, cancellationToken);
        }
    }

    private async Task CompleteAsync(SyncRun run, OperationBatch batch, IReadOnlyDictionary<string, string> newIds, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(run.MailboxId, cancellationToken);
        var ids = batch.Operations.Select(o => o.Id).ToList();
        await db.PendingOperations.Where(o => ids.Contains(o.Id)).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, OperationState.Done).SetProperty(o => o.DoneAt, now), cancellationToken);
        var removed = await commands.SettleAsync(db, batch, newIds, cancellationToken);
        var threads = await PlacementUpkeep.RemoveAsync(db, run.MailboxId, removed, now, cancellationToken);
        await ThreadUpkeep.RefreshAsync(db, run.MailboxId, threads, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task RefuseAsync(SyncRun run, PendingOperation operation, MailboxAccessException exception, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(run.MailboxId, cancellationToken);
        if (await db.PendingOperations.FindAsync([operation.Id], cancellationToken) is not { } row)
            return;
        if (exception.IsRefusal || row.Attempts >= MaxRefusals)
        {
            var reverted = await RevertAsync(db, run, row, exception.Detail, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            feed.Publish(reverted);
            return;
        }
        row.Error = exception.Detail is { Length: > 500 } words ? words[..500] : exception.Detail;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<LiveChange> RevertAsync(SimpleCrmDbContext db, SyncRun run, PendingOperation operation, string? words, CancellationToken cancellationToken)
    {
        var changes = new LocalChanges(db, run.MailboxId, operation.ActId, time.GetUtcNow().UtcDateTime, isOffline: false);
        await changes.RevertAsync(operation, words, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await ThreadUpkeep.RefreshAsync(db, run.MailboxId, changes.ThreadIds, cancellationToken);
        logger.Reverted(run.MailboxId, operation.Id);
        return new LiveChange { MailboxId = run.MailboxId, OwnerId = run.OwnerId, ThreadIds = changes.ThreadIds, FolderIds = changes.FolderIds, MailboxChanged = true };
    }
}

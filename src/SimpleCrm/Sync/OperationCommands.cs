using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>Carries operations out at the server, and finds out what of them is true there already.</summary>
internal sealed class OperationCommands(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>Whether an operation must wait because the server's id of its email is not known yet.</summary>
    public static bool IsUnplaced(PendingOperation operation, IReadOnlyList<Placement> placements) =>
        operation.Kind is OperationKind.SetRead or OperationKind.SetStarred
            ? placements.Any(p => p.EmailId == operation.EmailId && p.IsPendingAddition) && !placements.Any(p => p.EmailId == operation.EmailId && !p.IsPendingAddition)
            : placements.Any(p => p.Id == operation.SourcePlacementId && p.IsPendingAddition);

    /// <summary>Sends a batch. Returns new ids by old ones, where a move told them.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SendAsync(SyncRun run, OperationBatch batch, CancellationToken cancellationToken)
    {
        var first = batch.First;
        switch (first.Kind)
        {
            case OperationKind.SetRead or OperationKind.SetStarred:
                foreach (var group in batch.Placements.Where(p => !p.IsPendingAddition && batch.Folders.ContainsKey(p.FolderId)).GroupBy(p => p.FolderId))
                    await SetFlagsAsync(run, batch, batch.Folders[group.Key], [.. group.Select(p => p.RemoteId)], cancellationToken);
                return Nothing;
            case OperationKind.Move:
                return await MoveAsync(run, batch, cancellationToken);
            default:
                var sources = Sources(batch);
                if (sources.Count > 0)
                    await run.Session.DeleteAsync(batch.Folders[sources[0].FolderId].RemoteId, [.. sources.Select(p => p.RemoteId)], cancellationToken);
                return Nothing;
        }
    }

    private static async Task SetFlagsAsync(SyncRun run, OperationBatch batch, MailFolder folder, List<string> ids, CancellationToken cancellationToken)
    {
        bool? read = batch.First.Kind == OperationKind.SetRead ? batch.First.Value : null;
        bool? starred = batch.First.Kind == OperationKind.SetStarred ? batch.First.Value : null;
        if (batch.MustVerify && (await run.Session.FindAsync(folder.RemoteId, ids, cancellationToken)).All(r => (read ?? r.IsRead) == r.IsRead && (starred ?? r.IsStarred) == r.IsStarred))
            return;
        await run.Session.SetFlagsAsync(folder.RemoteId, ids, read, starred, cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, string>> MoveAsync(SyncRun run, OperationBatch batch, CancellationToken cancellationToken)
    {
        var sources = Sources(batch);
        if (sources.Count == 0 || batch.First.ToFolderId is not { } toId || !batch.Folders.TryGetValue(toId, out var target))
            return Nothing;
        var from = batch.Folders[sources[0].FolderId].RemoteId;
        var to = FolderUpkeep.IsPending(target) ? await CreateAsync(run, target, cancellationToken) : target.RemoteId;
        if (!batch.MustVerify)
            return await MoveAsync(run, from, [.. sources.Select(p => p.RemoteId)], to, cancellationToken);

        var source = sources[0];
        var isThere = (await run.Session.FindAsync(from, [source.RemoteId], cancellationToken)).Count > 0;
        // A stable id is the same message at both ends: there is no copy, and deleting one would delete the message.
        if (run.Session.HasStableIds)
            return await MoveAsync(run, from, isThere ? [source.RemoteId] : [], to, cancellationToken, [source.RemoteId]);
        var copy = await FindCopyAsync(run, source, target.Id, to, cancellationToken);
        // A server without MOVE copies first: after a break between the two, only the second half is missing.
        if (isThere && copy is not null)
            await run.Session.DeleteAsync(from, [source.RemoteId], cancellationToken);
        else if (isThere)
            return await run.Session.MoveAsync(from, [source.RemoteId], to, cancellationToken);
        return copy is null ? Nothing : new Dictionary<string, string> { [source.RemoteId] = copy };
    }

    // With stable ids, one that another move brought there before has arrived too.
    private static async Task<IReadOnlyDictionary<string, string>> MoveAsync(
        SyncRun run, string from, IReadOnlyList<string> ids, string to, CancellationToken cancellationToken, IReadOnlyList<string>? expected = null)
    {
        var moved = ids.Count == 0 ? Nothing : await run.Session.MoveAsync(from, ids, to, cancellationToken);
        var open = run.Session.HasStableIds ? (expected ?? ids).Where(id => !moved.ContainsKey(id)).ToList() : [];
        if (open.Count == 0)
            return moved;
        var all = new Dictionary<string, string>(moved);
        foreach (var remote in await run.Session.FindAsync(to, open, cancellationToken))
            all[remote.RemoteId] = remote.RemoteId;
        return all;
    }

    // The one email of the target folder that is not known here and proves, read, to be this one.
    private async Task<string?> FindCopyAsync(SyncRun run, Placement source, long targetId, string target, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var email = await db.Emails.Where(e => e.Id == source.EmailId).Select(e => new { e.MessageId, e.IdentityHash }).SingleOrDefaultAsync(cancellationToken);
        if (email?.MessageId is null)
            return null;
        var ids = await run.Session.FindByMessageIdAsync(target, email.MessageId, null, cancellationToken);
        var known = await db.Placements.Where(p => p.FolderId == targetId && ids.Contains(p.RemoteId)).Select(p => p.RemoteId).ToListAsync(cancellationToken);
        var unknown = ids.Except(known).Take(20).ToList();
        if (unknown.Count == 0)
            return null;
        var copies = new List<string>();
        await foreach (var batch in run.Session.FetchEmailsAsync(target, unknown, cancellationToken))
            copies.AddRange(batch.Where(f => f.Content is { } content
                && (EmailIdentity.Hash(content, f.Size, false).AsSpan().SequenceEqual(email.IdentityHash) || EmailIdentity.Hash(content, f.Size, true).AsSpan().SequenceEqual(email.IdentityHash)))
                .Select(f => f.Remote.RemoteId));
        return copies is [var only] ? only : null;
    }

    private async Task<string> CreateAsync(SyncRun run, MailFolder folder, CancellationToken cancellationToken)
    {
        var made = await run.Session.CreateFolderAsync(folder.Name, folder.Role, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(run.MailboxId, cancellationToken);
        if (await db.Folders.AnyAsync(f => f.MailboxId == run.MailboxId && f.RemoteId == made.RemoteId && f.Id != folder.Id, cancellationToken))
        {
            // It was there all along under another role: what was put into the new one belongs into that.
            var existing = await db.Folders.Where(f => f.MailboxId == run.MailboxId && f.RemoteId == made.RemoteId).Select(f => f.Id).SingleAsync(cancellationToken);
            await db.Placements.Where(p => p.FolderId == folder.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.FolderId, existing), cancellationToken);
            await db.PendingOperations.Where(o => o.ToFolderId == folder.Id).ExecuteUpdateAsync(s => s.SetProperty(o => o.ToFolderId, existing), cancellationToken);
            await db.PendingOperations.Where(o => o.FromFolderId == folder.Id).ExecuteUpdateAsync(s => s.SetProperty(o => o.FromFolderId, existing), cancellationToken);
            var threads = await db.ThreadPlacements.Where(p => p.FolderId == folder.Id).Select(p => p.ThreadId).ToListAsync(cancellationToken);
            await db.Folders.Where(f => f.Id == folder.Id).ExecuteDeleteAsync(cancellationToken);
            await ThreadUpkeep.RefreshAsync(db, run.MailboxId, threads, cancellationToken);
        }
        else
            await db.Folders.Where(f => f.Id == folder.Id).ExecuteUpdateAsync(s => s.SetProperty(f => f.RemoteId, made.RemoteId).SetProperty(f => f.Identity, made.Identity), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return made.RemoteId;
    }

    /// <summary>Stores what is true now that a batch has been carried out. Returns placements that are no more.</summary>
    public async Task<IReadOnlyList<long>> SettleAsync(SimpleCrmDbContext db, OperationBatch batch, IReadOnlyDictionary<string, string> newIds, CancellationToken cancellationToken)
    {
        var (kind, value) = (batch.First.Kind, batch.First.Value);
        if (kind is OperationKind.SetRead or OperationKind.SetStarred)
        {
            var ids = batch.Placements.Where(p => !p.IsPendingAddition).Select(p => p.Id).ToList();
            await db.Placements.Where(p => ids.Contains(p.Id)).ExecuteUpdateAsync(s =>
            {
                if (kind == OperationKind.SetRead)
                    s.SetProperty(p => p.RemoteIsRead, value);
                else
                    s.SetProperty(p => p.RemoteIsStarred, value);
            }, cancellationToken);
            return [];
        }
        // What stays where it was (in All mail) is no removal.
        var removed = Sources(batch).Where(p => p.IsPendingRemoval).Select(p => p.Id).ToList();
        foreach (var operation in batch.Operations.Where(o => o.TargetPlacementId is not null))
        {
            var source = batch.Placements.FirstOrDefault(p => p.Id == operation.SourcePlacementId);
            if (source is null || !newIds.TryGetValue(source.RemoteId, out var fresh))
                continue;
            var target = await db.Placements.AsNoTracking().SingleOrDefaultAsync(p => p.Id == operation.TargetPlacementId, cancellationToken);
            if (target is not { IsPendingAddition: true })
                continue;
            // It is there already, or the listing was quicker and did not recognise it: one placement less, and none lost.
            if (await db.Placements.Where(p => p.FolderId == target.FolderId && p.RemoteId == fresh).Select(p => (long?)p.Id).SingleOrDefaultAsync(cancellationToken) is { } existing)
            {
                removed.Add(target.Id);
                await HandOverAsync(db, batch, target, existing, cancellationToken);
            }
            else
                await db.Placements.Where(p => p.Id == target.Id).ExecuteUpdateAsync(s => s
                    .SetProperty(p => p.RemoteId, fresh).SetProperty(p => p.IsPendingAddition, false)
                    .SetProperty(p => p.RemoteIsRead, source.RemoteIsRead).SetProperty(p => p.RemoteIsStarred, source.RemoteIsStarred), cancellationToken);
        }
        return removed;
    }

    // What the person did meanwhile with the one that goes is meant for the one that stays.
    private static async Task HandOverAsync(SimpleCrmDbContext db, OperationBatch batch, Placement target, long existing, CancellationToken cancellationToken)
    {
        var later = await db.PendingOperations.Where(o => o.SourcePlacementId == target.Id && (o.State == OperationState.Waiting || o.State == OperationState.Applying))
            .ExecuteUpdateAsync(s => s.SetProperty(o => o.SourcePlacementId, existing), cancellationToken);
        if (later > 0 && target.IsPendingRemoval && batch.Folders.GetValueOrDefault(target.FolderId)?.Role != FolderRole.All)
            await db.Placements.Where(p => p.Id == existing).ExecuteUpdateAsync(s => s.SetProperty(p => p.IsPendingRemoval, true), cancellationToken);
    }

    private static List<Placement> Sources(OperationBatch batch)
    {
        var ids = batch.Operations.Select(o => o.SourcePlacementId).ToHashSet();
        return [.. batch.Placements.Where(p => ids.Contains(p.Id) && !p.IsPendingAddition && batch.Folders.ContainsKey(p.FolderId))];
    }
}

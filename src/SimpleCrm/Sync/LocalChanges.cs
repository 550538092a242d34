using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>
/// Applies one act of a person to one mailbox: the rows change at once, and the operations that bring the server along are written in the
/// same transaction. What an operation that has not left yet would do, and this one would undo, is left out.
/// </summary>
internal sealed class LocalChanges(SimpleCrmDbContext db, long mailboxId, long actId, DateTime now, bool isOffline)
{
    /// <summary>How long a deletion for good waits, so that it can be taken back.</summary>
    public static readonly TimeSpan SecondThoughts = TimeSpan.FromSeconds(10);

    public HashSet<long> EmailIds { get; } = [];
    public HashSet<long> ThreadIds { get; } = [];
    public HashSet<long> FolderIds { get; } = [];

    /// <summary>Sets read or star of tracked emails.</summary>
    public async Task SetFlagAsync(IReadOnlyCollection<Email> emails, OperationKind kind, bool value, CancellationToken cancellationToken)
    {
        var changing = emails.Where(e => Flag(e, kind) != value).ToList();
        var ids = changing.Select(e => e.Id).ToList();
        var waiting = (await UnfinishedAsync(ids, cancellationToken)).Where(o => o.Kind == kind).ToLookup(o => o.EmailId);
        var placements = (await db.Placements.Where(p => ids.Contains(p.EmailId)).ToListAsync(cancellationToken)).ToLookup(p => p.EmailId);
        foreach (var email in changing)
        {
            if (kind == OperationKind.SetRead)
                email.IsRead = value;
            else
                email.IsStarred = value;
            email.UpdatedAt = now;
            var operation = New(email.Id, kind);
            operation.Value = value;
            var isNeeded = placements[email.Id].Any();
            if (waiting[email.Id].LastOrDefault() is { State: OperationState.Waiting, Attempts: 0 } opposite && opposite.Value != value)
            {
                Settle(opposite);
                isNeeded = placements[email.Id].Any(p => (kind == OperationKind.SetRead ? p.RemoteIsRead : p.RemoteIsStarred) != value);
            }
            if (!isNeeded || isOffline)
                Settle(operation);
            Touch(email, placements[email.Id].Select(p => p.FolderId));
        }
    }

    /// <summary>Moves placements to a folder.</summary>
    public async Task MoveAsync(IReadOnlyCollection<Placement> placements, MailFolder target, CancellationToken cancellationToken)
    {
        var (emails, unfinished) = await LoadAsync(placements, cancellationToken);
        foreach (var placement in placements.Where(p => p.FolderId != target.Id && !p.IsPendingRemoval))
        {
            var operation = New(placement.EmailId, OperationKind.Move);
            operation.FromFolderId = placement.FolderId;
            operation.ToFolderId = target.Id;
            Touch(emails[placement.EmailId], [placement.FolderId, target.Id]);
            var source = await StaysAsync(placement, target, cancellationToken) ? placement : await HideAsync(placement, unfinished, cancellationToken);
            // On its way from All mail to be thrown away, and called back before it left.
            if (source != placement && await StaysAsync(source, target, cancellationToken))
                source.IsPendingRemoval = false;
            if (source.FolderId == target.Id)
            {
                source.IsPendingRemoval = false;
                operation.TargetPlacementId = source.Id;
                Settle(operation);
                continue;
            }
            var arrival = new Placement
            {
                MailboxId = mailboxId,
                FolderId = target.Id,
                EmailId = placement.EmailId,
                RemoteId = $"{FolderUpkeep.PendingPrefix}{operation.Id}",
                RemoteIsRead = source.RemoteIsRead,
                RemoteIsStarred = source.RemoteIsStarred,
                IsPendingAddition = true,
            };
            db.Placements.Add(arrival);
            (operation.SourcePlacementId, operation.TargetPlacementId) = (source.Id, arrival.Id);
        }
    }

    /// <summary>Deletes placements for good.</summary>
    public async Task DeleteAsync(IReadOnlyCollection<Placement> placements, CancellationToken cancellationToken)
    {
        var (emails, unfinished) = await LoadAsync(placements, cancellationToken);
        foreach (var placement in placements.Where(p => !p.IsPendingRemoval))
        {
            var operation = New(placement.EmailId, OperationKind.DeleteForever);
            operation.FromFolderId = placement.FolderId;
            operation.NextTryAt = now + SecondThoughts;
            operation.SourcePlacementId = (await HideAsync(placement, unfinished, cancellationToken)).Id;
            Touch(emails[placement.EmailId], [placement.FolderId]);
        }
    }

    /// <summary>Takes back one operation of an earlier act.</summary>
    /// <returns>False when that is no longer possible.</returns>
    public async Task<bool> UndoAsync(PendingOperation operation, CancellationToken cancellationToken)
    {
        operation.ActId = 0;
        if (await db.Emails.FindAsync([operation.EmailId], cancellationToken) is not { } email)
            return false;
        switch (operation.Kind)
        {
            case OperationKind.SetRead or OperationKind.SetStarred:
                if (Flag(email, operation.Kind) == operation.Value)
                    await SetFlagAsync([email], operation.Kind, !operation.Value, cancellationToken);
                return true;
            case OperationKind.Move:
                var moved = await db.Placements.FindAsync([operation.TargetPlacementId], cancellationToken)
                    ?? await db.Placements.FirstOrDefaultAsync(p => p.EmailId == email.Id && p.FolderId == operation.ToFolderId && !p.IsPendingRemoval, cancellationToken);
                var home = await db.Folders.FindAsync([operation.FromFolderId], cancellationToken);
                if (moved is null || moved.IsPendingRemoval || home is null)
                    return false;
                await MoveAsync([moved], home, cancellationToken);
                return true;
            default:
                if (operation is not { State: OperationState.Waiting, Attempts: 0 } || await db.Placements.FindAsync([operation.SourcePlacementId], cancellationToken) is not { } kept)
                    return false;
                kept.IsPendingRemoval = false;
                Settle(operation);
                Touch(email, [kept.FolderId]);
                return true;
        }
    }

    /// <summary>Puts everything back that operations of one email would have done, after the server refused the first of them.</summary>
    public async Task RevertAsync(PendingOperation refused, string? words, CancellationToken cancellationToken)
    {
        if (await db.Emails.FindAsync([refused.EmailId], cancellationToken) is not { } email)
            return;
        var failed = new List<PendingOperation> { refused };
        // A later move of what did not arrive cannot happen either.
        foreach (var later in (await UnfinishedAsync([email.Id], cancellationToken)).Where(o => o.Id > refused.Id))
            if (later.SourcePlacementId is { } source && failed.Exists(f => f.TargetPlacementId == source))
                failed.Add(later);
        foreach (var operation in failed)
        {
            (operation.State, operation.Error, operation.DoneAt) = (OperationState.Failed, words is { Length: > 500 } ? words[..500] : words ?? "", now);
            if (operation.TargetPlacementId is { } targetId && await db.Placements.FindAsync([targetId], cancellationToken) is { IsPendingAddition: true } target)
            {
                Touch(email, [target.FolderId]);
                db.Placements.Remove(target);
            }
        }
        if (refused.SourcePlacementId is { } sourceId && await db.Placements.FindAsync([sourceId], cancellationToken) is { } kept)
        {
            kept.IsPendingRemoval = false;
            Touch(email, [kept.FolderId]);
        }
        var hasLater = (await UnfinishedAsync([email.Id], cancellationToken)).Any(o => o.Kind == refused.Kind && o.Id > refused.Id);
        var placements = await db.Placements.Where(p => p.EmailId == email.Id).ToListAsync(cancellationToken);
        var copies = placements.Where(p => !p.IsPendingAddition).ToList();
        if (refused.Kind == OperationKind.SetRead && !hasLater)
            email.IsRead = copies.TrueForAll(p => p.RemoteIsRead);
        if (refused.Kind == OperationKind.SetStarred && !hasLater)
            email.IsStarred = copies.Exists(p => p.RemoteIsStarred);
        Touch(email, placements.Select(p => p.FolderId));
    }

    // All mail holds everything that is not thrown away, wherever else it is.
    private async Task<bool> StaysAsync(Placement placement, MailFolder target, CancellationToken cancellationToken) =>
        !placement.IsPendingAddition && target.Role is not (FolderRole.Trash or FolderRole.Junk)
        && await db.Folders.FindAsync([placement.FolderId], cancellationToken) is { Role: FolderRole.All };

    // The placement that is really at the server: this one, or the one from which a move that has not left yet would have brought it.
    private async Task<Placement> HideAsync(Placement placement, List<PendingOperation> unfinished, CancellationToken cancellationToken)
    {
        if (placement.IsPendingAddition
            && unfinished.Find(o => o.TargetPlacementId == placement.Id) is { State: OperationState.Waiting, Attempts: 0 } earlier
            && await db.Placements.FindAsync([earlier.SourcePlacementId], cancellationToken) is { } origin)
        {
            Settle(earlier);
            db.Placements.Remove(placement);
            return origin;
        }
        placement.IsPendingRemoval = true;
        return placement;
    }

    private async Task<(Dictionary<long, Email>, List<PendingOperation>)> LoadAsync(IReadOnlyCollection<Placement> placements, CancellationToken cancellationToken)
    {
        var ids = placements.Select(p => p.EmailId).Distinct().ToList();
        return (await db.Emails.Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellationToken), await UnfinishedAsync(ids, cancellationToken));
    }

    private Task<List<PendingOperation>> UnfinishedAsync(List<long> emailIds, CancellationToken cancellationToken) => db.PendingOperations
        .Where(o => o.MailboxId == mailboxId && emailIds.Contains(o.EmailId) && (o.State == OperationState.Waiting || o.State == OperationState.Applying))
        .OrderBy(o => o.Id).ToListAsync(cancellationToken);

    private PendingOperation New(long emailId, OperationKind kind)
    {
        var operation = new PendingOperation { MailboxId = mailboxId, EmailId = emailId, Kind = kind, ActId = actId, CreatedAt = now, NextTryAt = now };
        db.PendingOperations.Add(operation);
        return operation;
    }

    private void Settle(PendingOperation operation) => (operation.State, operation.DoneAt) = (OperationState.Done, now);

    private void Touch(Email email, IEnumerable<long> folders)
    {
        EmailIds.Add(email.Id);
        ThreadIds.Add(email.ThreadId);
        FolderIds.UnionWith(folders);
    }

    private static bool Flag(Email email, OperationKind kind) => kind == OperationKind.SetRead ? email.IsRead : email.IsStarred;
}

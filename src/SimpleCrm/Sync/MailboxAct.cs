using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>The rows of one mailbox that one act is about: conversations, their emails, where these are, and the folders.</summary>
internal sealed class MailboxAct
{
    private readonly SimpleCrmDbContext _db;
    private readonly long _mailboxId;
    private readonly LocalChanges _changes;
    private readonly CancellationToken _cancellation;
    private readonly List<Email> _emails;
    private readonly List<Placement> _placements;
    private readonly Dictionary<long, MailFolder> _folders;

    private MailboxAct(SimpleCrmDbContext db, long mailboxId, LocalChanges changes, HashSet<long> lastEmailIds, List<Email> emails, List<Placement> placements, List<MailFolder> folders, CancellationToken cancellation)
    {
        (_db, _mailboxId, _changes, LastEmailIds, _emails, _placements, _cancellation) = (db, mailboxId, changes, lastEmailIds, emails, placements, cancellation);
        _folders = folders.ToDictionary(f => f.Id);
    }

    public HashSet<long> LastEmailIds { get; }

    public static async Task<MailboxAct> LoadAsync(SimpleCrmDbContext db, long mailboxId, List<long> threadIds, HashSet<long> lastEmailIds, LocalChanges changes, CancellationToken cancellationToken)
    {
        var emails = await db.Emails.Where(e => threadIds.Contains(e.ThreadId)).ToListAsync(cancellationToken);
        var placements = await (from p in db.Placements
                                join e in db.Emails on p.EmailId equals e.Id
                                where threadIds.Contains(e.ThreadId) && !p.IsPendingRemoval
                                select p).ToListAsync(cancellationToken);
        var folders = await db.Folders.Where(f => f.MailboxId == mailboxId).ToListAsync(cancellationToken);
        return new MailboxAct(db, mailboxId, changes, lastEmailIds, emails, placements, folders, cancellationToken);
    }

    public FolderRole Role(Placement placement) => _folders.TryGetValue(placement.FolderId, out var folder) ? folder.Role : FolderRole.None;

    public Task SetFlagAsync(Func<Email, bool> which, OperationKind kind, bool value) =>
        _changes.SetFlagAsync([.. _emails.Where(which)], kind, value, _cancellation);

    public Task DeleteAsync(Func<Placement, bool> which) => _changes.DeleteAsync([.. _placements.Where(which)], _cancellation);

    public async Task MoveAsync(Func<Placement, bool> which, FolderRole role)
    {
        var moving = _placements.Where(which).ToList();
        if (moving.Count > 0 && FolderFor(role) is { } target)
            await _changes.MoveAsync(moving, target, _cancellation);
    }

    /// <summary>Moves, of each conversation, the placements of the lowest rank.</summary>
    public async Task MoveToAsync(long toFolderId, long? fromFolderId, Func<Placement, int> rank)
    {
        if (!_folders.TryGetValue(toFolderId, out var target) || !target.IsSelectable)
            return;
        var threads = _emails.ToDictionary(e => e.Id, e => e.ThreadId);
        var moving = _placements.Where(p => p.FolderId != toFolderId && (fromFolderId is null || p.FolderId == fromFolderId))
            .GroupBy(p => threads[p.EmailId])
            .SelectMany(thread => fromFolderId is null ? thread.GroupBy(rank).MinBy(g => g.Key)! : thread.AsEnumerable()).ToList();
        await _changes.MoveAsync(moving, target, _cancellation);
    }

    // A folder that the account lacks is made here at once and at the server with the first move into it.
    private MailFolder? FolderFor(FolderRole role)
    {
        var known = _folders.Values.Where(f => f.MissingSince is null).ToList();
        var found = known.Find(f => f.Role == role) ?? (role == FolderRole.Archive ? known.Find(f => f.Role == FolderRole.All) : null);
        if (found is not null || role == FolderRole.Inbox)
            return found;
        var name = role.ToString();
        if (known.Find(f => f.Role == FolderRole.None && f.ParentId is null && f.IsSelectable && f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } named)
            return named;
        var made = new MailFolder { MailboxId = _mailboxId, RemoteId = FolderUpkeep.PendingPrefix + name, Name = name, Role = role };
        _db.Folders.Add(made);
        return _folders[made.Id] = made;
    }
}

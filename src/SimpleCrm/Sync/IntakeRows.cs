using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Database.Search;
using SimpleCrm.Mail;
using SimpleCrm.Meetings;
using SimpleCrm.Outbox;

namespace SimpleCrm.Sync;

/// <summary>The rows that one page of the intake inserts and updates.</summary>
internal sealed class IntakeRows
{
    private const int Many = 100;

    private readonly List<IntakeItem> _new = [];
    private readonly Dictionary<long, Email> _known = [];
    private readonly Dictionary<long, Email> _all = [];
    private readonly Dictionary<long, long> _formerThreads = [];
    private readonly List<Placement> _newPlacements = [];
    private readonly Dictionary<long, Placement> _relinked = [];
    private readonly HashSet<long> _filed = [];
    private readonly List<(IntakeItem Item, long EmailId)> _completed = [];

    public IEnumerable<Email> NewEmails => _new.Select(i => i.Email!);
    public IReadOnlyCollection<long> FiledOutgoingIds => _filed;

    /// <summary>Emails that were here already.</summary>
    public IReadOnlyCollection<long> KnownIds => _known.Keys;

    /// <summary>The words of the new emails went in with them.</summary>
    public bool IsIndexed { get; private set; }

    public Email Email(long id) => _all[id];

    /// <summary>The thread an email already had, or null for a new one.</summary>
    public long? KnownThread(long emailId) => _known.TryGetValue(emailId, out var email) ? email.ThreadId : null;

    /// <summary>Every thread whose list rows this page changes.</summary>
    public HashSet<long> ThreadIds(ThreadJoining? threads) =>
        [.. _all.Values.Select(e => threads!.Survivor(e.ThreadId)), .. _formerThreads.Values.Select(t => threads!.Survivor(t))];

    /// <summary>An email that was not known.</summary>
    public Placement Add(IntakePage page, int sweep, IntakeItem item)
    {
        _new.Add(item);
        _all[item.Email!.Id] = item.Email;
        return AddPlacement(page, sweep, item, item.Email.Id);
    }

    /// <summary>A known email under a new id of this folder.</summary>
    public Placement Relink(IntakePage page, int sweep, IntakeItem item, IntakeMatch.Found found, DateTime now)
    {
        var email = _all.GetValueOrDefault(found.Email.Id) ?? found.Email;
        _known[email.Id] = _all[email.Id] = email;
        _formerThreads.TryAdd(email.Id, email.ThreadId);
        var placement = found.Placement;
        if (placement is null)
            placement = AddPlacement(page, sweep, item, email.Id);
        else
        {
            placement.RemoteId = item.RemoteId;
            (placement.RemoteIsRead, placement.RemoteIsStarred) = (item.Remote.IsRead, item.Remote.IsStarred);
            placement.SeenInSweep = sweep;
            placement.IsPendingAddition = false;
            _relinked[placement.Id] = placement;
        }
        email.ExternalId = item.Email?.ExternalId ?? email.ExternalId;
        email.IsAnswered |= item.Remote.IsAnswered;
        email.OrphanedAt = null;
        email.SyncedAt = now;
        if (found.Outgoing is { } outgoing)
            File(item, email, outgoing);
        return placement;
    }

    // The server may have rewritten what we sent; from now on it is recognised as it is there.
    private void File(IntakeItem item, Email email, OutgoingEmail outgoing)
    {
        email.IdentityHash = item.Email!.IdentityHash;
        email.OutgoingEmailId = outgoing.Id;
        email.Size = item.Email.Size;
        // A report may have been faster than the copy.
        if (email.Status == EmailStatus.Draft)
            email.Status = EmailStatus.Sent;
        _filed.Add(outgoing.Id);
        _completed.Add((item, email.Id));
    }

    private Placement AddPlacement(IntakePage page, int sweep, IntakeItem item, long emailId)
    {
        var placement = new Placement
        {
            MailboxId = page.MailboxId,
            FolderId = page.FolderId,
            EmailId = emailId,
            RemoteId = item.RemoteId,
            RemoteIsRead = item.Remote.IsRead,
            RemoteIsStarred = item.Remote.IsStarred,
            SeenInSweep = sweep,
        };
        _newPlacements.Add(placement);
        return placement;
    }

    public async Task SaveAsync(SimpleCrmDbContext db, IntakePage page, ThreadJoining threads, DateTime now, CancellationToken cancellationToken)
    {
        foreach (var email in _all.Values)
            email.ThreadId = threads.Survivor(email.ThreadId);
        var search = DatabaseEngines.Of(db).Search;
        // What is few is seen sooner without its words, which follow.
        IsIndexed = page.Mode == IntakeMode.Backfill && _new.Count >= Many && search.TakesNewEmails;
        foreach (var email in NewEmails)
            email.IsUnindexed = !IsIndexed;
        await db.InsertAllAsync([.. NewEmails], cancellationToken);
        await db.InsertAllAsync([.. _new.Select(i => i.Body!)], cancellationToken);
        await db.InsertAllAsync([.. _new.SelectMany(i => i.Attachments)], cancellationToken);
        await db.InsertAllAsync([.. _new.Select(i => i.Meeting).OfType<EmailMeeting>()], cancellationToken);
        await db.UpdateAllAsync(_known.Values,
        [
            nameof(Mail.Email.ThreadId), nameof(Mail.Email.ExternalId), nameof(Mail.Email.IsAnswered), nameof(Mail.Email.OrphanedAt),
            nameof(Mail.Email.SyncedAt), nameof(Mail.Email.IdentityHash), nameof(Mail.Email.OutgoingEmailId), nameof(Mail.Email.Size), nameof(Mail.Email.Status),
        ], cancellationToken);
        await db.UpdateAllAsync(_relinked.Values.Where(p => !_newPlacements.Contains(p)).ToList(),
        [
            nameof(Placement.RemoteId), nameof(Placement.RemoteIsRead), nameof(Placement.RemoteIsStarred), nameof(Placement.SeenInSweep), nameof(Placement.IsPendingAddition),
        ], cancellationToken);
        await db.InsertAllAsync(_newPlacements, cancellationToken);
        if (IsIndexed)
            await search.AddAsync(db, [.. _new.Select(WordsOf)], cancellationToken);
        if (_known.Count > 0)
            await PlacementUpkeep.DeriveFlagsAsync(db, page.MailboxId, _known.Keys, cancellationToken);
        if (_filed.Count > 0)
            await SaveFiledAsync(db, now, cancellationToken);
    }

    private static SearchIndexEntry WordsOf(IntakeItem item) =>
        SearchIndexEntry.Of(item.Email!, item.Words!(), item.Email!.HasAttachments ? item.Attachments.Select(a => a.FileName) : []);

    // A copy in Sent proves acceptance. One that is still being submitted is left to the outbox, which knows the server's answer.
    private async Task SaveFiledAsync(SimpleCrmDbContext db, DateTime now, CancellationToken cancellationToken)
    {
        var ids = _filed.ToList();
        await db.OutgoingEmails.Where(o => ids.Contains(o.Id) && (o.State == OutgoingState.Accepted || o.State == OutgoingState.Unknown))
            .ExecuteUpdateAsync(s => s.SetProperty(o => o.State, OutgoingState.Filed).SetProperty(o => o.FiledAt, now), cancellationToken);
        await DraftStore.EndAsync(db, ids, now, cancellationToken);
        foreach (var (item, emailId) in _completed.Where(c => c.Item.Attachments.Count > 0))
            if (!await db.Attachments.AnyAsync(a => a.EmailId == emailId, cancellationToken))
                await db.InsertAllAsync([.. item.AttachmentsFor(emailId)], cancellationToken);
    }
}

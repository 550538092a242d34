using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Sharing;
using SimpleCrm.Timeline;

namespace SimpleCrm.Access;

/// <summary>
/// What a person may see of the emails of all mailboxes: narrows queries to it, and says of single conversations how much it is. Exceptions are few;
/// they cost nothing where there are none. Mailboxes that are being deleted are gone for everybody.
/// </summary>
internal sealed class SharingScope
{
    private readonly Viewer _viewer;
    private readonly Dictionary<long, MailboxReach> _mailboxes;
    private readonly bool _hasExceptions, _hasPrivateRecords;

    private SharingScope(Viewer viewer, Dictionary<long, MailboxReach> mailboxes, SharingLimits limits, bool hasExceptions, bool hasPrivateRecords) =>
        (_viewer, _mailboxes, Limits, _hasExceptions, _hasPrivateRecords) = (viewer, mailboxes, limits, hasExceptions, hasPrivateRecords);

    public SharingLimits Limits { get; }

    public static async Task<SharingScope> LoadAsync(SimpleCrmDbContext db, Viewer viewer, CancellationToken cancellationToken)
    {
        var own = await db.Users.Where(u => u.Id == viewer.UserId).Select(u => new
        {
            u.TeamId,
            HasExceptions = db.ThreadShares.Any() || db.ThreadGrants.Any(g => g.UserId == viewer.UserId) || db.RecordShares.Any() || db.ProtectedSenders.Any(),
            HasPrivateRecords = db.RecordShares.Any(s => s.Level == SharingLevel.Private),
        }).SingleOrDefaultAsync(cancellationToken);
        var limits = await WorkspaceSharing.LimitsAsync(db, cancellationToken);
        var mailboxes = await (from m in db.Mailboxes
                               join u in db.Users on m.OwnerId equals u.Id
                               where m.DeletionRequestedAt == null
                               select new { m.Id, m.OwnerId, u.DisplayName, u.TeamId, ManagerId = db.Teams.Where(t => t.Id == u.TeamId).Select(t => t.ManagerId).FirstOrDefault(), m.Sharing, m.SharedWith })
            .ToListAsync(cancellationToken);
        return new SharingScope(viewer, mailboxes.ToDictionary(m => m.Id, m => new MailboxReach(
            m.Id, m.DisplayName, m.OwnerId == viewer.UserId, m.TeamId is { } team && team == own?.TeamId || m.ManagerId == viewer.UserId, m.Sharing, m.SharedWith)), limits, own?.HasExceptions == true, own?.HasPrivateRecords == true);
    }

    /// <summary>
    /// Where other people's emails may be of which the viewer sees something: all such mailboxes, and of these the ones that share what belongs to
    /// records. What is found there is still to be decided.
    /// </summary>
    public async Task<(IReadOnlyList<long> All, IReadOnlyList<long> Open)> OthersAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        var open = Open();
        if (!_hasExceptions || Limits.Most == SharingLevel.Private)
            return (open, open);
        var named = await db.ThreadShares.Select(s => s.MailboxId).Union(db.ThreadGrants.Where(g => g.UserId == _viewer.UserId).Select(g => g.MailboxId)).ToListAsync(cancellationToken);
        return ([.. open.Union(named.Where(id => _mailboxes.TryGetValue(id, out var m) && !m.IsOwn))], open);
    }

    // At the level of a mailbox every exception is left out: this is the mailboxes' own choice.
    private List<long> Open() => [.. _mailboxes.Values.Where(m => !m.IsOwn && MailSharing.Decide(m, ThreadFacts.None, Limits).Level > SharingLevel.Private).Select(m => m.Id)];

    /// <summary>Rows that are no emails, and emails of which the viewer may see anything.</summary>
    /// <param name="id">The column that names the email.</param>
    public IQueryable<T> Seen<T>(SimpleCrmDbContext db, IQueryable<T> rows, string id) where T : class, ITimelineRow
    {
        var own = _mailboxes.Values.Where(m => m.IsOwn).Select(m => m.Id).ToList();
        var shared = Open();
        if (!_hasExceptions || Limits.Most == SharingLevel.Private)
        {
            List<long> visible = [.. own, .. shared];
            return rows.Where(r => r.MailboxId == null || visible.Contains(r.MailboxId.Value));
        }
        var others = _mailboxes.Values.Where(m => !m.IsOwn).Select(m => m.Id).ToList();
        var team = _mailboxes.Values.Where(m => m.IsInTeam).Select(m => m.Id).ToList();
        var isOpenAnyway = Limits.Least > SharingLevel.Private;
        // Asked of each row that is read: sets of all that is decided would be built anew for every page.
        return rows.Where(r => r.MailboxId == null || own.Contains(r.MailboxId.Value) || others.Contains(r.MailboxId.Value) && db.Emails.Any(e => e.Id == EF.Property<long>(r, id)
            && (shared.Contains(e.MailboxId) && !db.ThreadShares.Any(s => s.ThreadId == e.ThreadId)
                || db.ThreadShares.Any(s => s.ThreadId == e.ThreadId && (isOpenAnyway || s.Level > SharingLevel.Private) && (s.Audience == SharingAudience.Everyone || team.Contains(s.MailboxId)))
                || db.ThreadGrants.Any(g => g.ThreadId == e.ThreadId && g.UserId == _viewer.UserId && g.Level > SharingLevel.Private))
            && !db.Emails.Any(p => p.ThreadId == e.ThreadId && p.IsProtected)
            && !(_hasPrivateRecords && (from p in db.Emails
                                        where p.ThreadId == e.ThreadId
                                        join l in db.RecordLinks on p.Id equals l.ActivityId
                                        where !l.IsUndone
                                        join c in db.RecordShares on new { l.Kind, l.RecordId } equals new { c.Kind, c.RecordId }
                                        where c.Level == SharingLevel.Private
                                        select c).Any())));
    }

    /// <summary>How much the viewer sees of conversations; those of unknown mailboxes are left out.</summary>
    public async Task<IReadOnlyDictionary<long, SharingDecision>> DecideAsync(SimpleCrmDbContext db, IEnumerable<(long ThreadId, long MailboxId)> threads, CancellationToken cancellationToken)
    {
        var known = threads.Where(t => _mailboxes.ContainsKey(t.MailboxId)).Distinct().ToList();
        var facts = _hasExceptions ? await FactsAsync(db, _viewer.UserId, [.. known.Where(t => !_mailboxes[t.MailboxId].IsOwn).Select(t => t.ThreadId)], cancellationToken) : [];
        return known.ToDictionary(t => t.ThreadId, t => MailSharing.Decide(_mailboxes[t.MailboxId], facts.GetValueOrDefault(t.ThreadId) ?? ThreadFacts.None, Limits));
    }

    /// <summary>What was decided of a conversation, for nobody in particular: what people were granted is left out.</summary>
    public static async Task<(SharingLimits Limits, ThreadFacts Facts)> FactsAsync(SimpleCrmDbContext db, long threadId, CancellationToken cancellationToken) =>
        (await WorkspaceSharing.LimitsAsync(db, cancellationToken), (await FactsAsync(db, 0, [threadId], cancellationToken))[threadId]);

    private static async Task<Dictionary<long, ThreadFacts>> FactsAsync(SimpleCrmDbContext db, long userId, List<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        var shares = await db.ThreadShares.AsNoTracking().Where(s => ids.Contains(s.ThreadId)).ToDictionaryAsync(s => s.ThreadId, cancellationToken);
        var grants = await db.ThreadGrants.AsNoTracking().Where(g => g.UserId == userId && ids.Contains(g.ThreadId)).ToDictionaryAsync(g => g.ThreadId, g => g.Level, cancellationToken);
        var caps = (await (from e in db.Emails
                           where ids.Contains(e.ThreadId)
                           join l in db.RecordLinks on e.Id equals l.ActivityId
                           where !l.IsUndone
                           join s in db.RecordShares on new { l.Kind, l.RecordId } equals new { s.Kind, s.RecordId }
                           select new { e.ThreadId, s.Level }).ToListAsync(cancellationToken)).GroupBy(c => c.ThreadId).ToDictionary(g => g.Key, g => g.Min(c => c.Level));
        var closed = await db.Emails.Where(e => e.IsProtected && ids.Contains(e.ThreadId)).Select(e => e.ThreadId).Distinct().ToListAsync(cancellationToken);
        return ids.ToDictionary(id => id, id => new ThreadFacts(
            shares.GetValueOrDefault(id) is { } share ? (share.Level, share.Audience) : null,
            grants.TryGetValue(id, out var grant) ? grant : null, caps.TryGetValue(id, out var cap) ? cap : null, closed.Contains(id)));
    }
}

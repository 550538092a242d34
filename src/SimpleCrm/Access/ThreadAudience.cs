using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Access;

/// <summary>Who sees a conversation.</summary>
internal static class ThreadAudience
{
    /// <summary>Everybody active who sees anything of it, its owner included, by name.</summary>
    public static async Task<IReadOnlyList<Colleague>> ReadAsync(SimpleCrmDbContext db, long threadId, CancellationToken cancellationToken)
    {
        var thread = await (from t in db.Threads
                            where t.Id == threadId
                            join m in db.Mailboxes on t.MailboxId equals m.Id
                            where m.DeletionRequestedAt == null
                            join u in db.Users on m.OwnerId equals u.Id
                            select new
                            {
                                MailboxId = m.Id,
                                m.OwnerId,
                                u.DisplayName,
                                u.TeamId,
                                m.Sharing,
                                m.SharedWith,
                                ManagerId = db.Teams.Where(x => x.Id == u.TeamId).Select(x => x.ManagerId).FirstOrDefault(),
                                IsLinked = db.Emails.Any(e => e.ThreadId == t.Id && db.RecordLinks.Any(l => l.ActivityId == e.Id && !l.IsUndone)),
                            }).SingleOrDefaultAsync(cancellationToken);
        if (thread is null)
            return [];
        var (limits, facts) = await SharingScope.FactsAsync(db, threadId, cancellationToken);
        var grants = await db.ThreadGrants.Where(g => g.ThreadId == threadId).ToDictionaryAsync(g => g.UserId, g => g.Level, cancellationToken);
        var people = await db.Users.Where(u => !u.IsDisabled).OrderBy(u => u.DisplayName).Select(u => new { u.Id, u.DisplayName, u.TeamId }).ToListAsync(cancellationToken);
        return [.. people.Where(person =>
        {
            var reach = new MailboxReach(
                thread.MailboxId, thread.DisplayName, person.Id == thread.OwnerId, thread.TeamId is { } team && team == person.TeamId || thread.ManagerId == person.Id, thread.Sharing, thread.SharedWith);
            var decision = MailSharing.Decide(reach, facts with { Grant = grants.TryGetValue(person.Id, out var grant) ? grant : null }, limits);
            return decision.Level > SharingLevel.Private && (decision.IsWhole || thread.IsLinked);
        }).Select(person => new Colleague(person.Id, person.DisplayName))];
    }
}

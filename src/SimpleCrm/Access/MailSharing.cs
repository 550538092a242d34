using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Access;

/// <summary>
/// Who sees how much of emails that belong to records: the one place that decides. Roles open nothing by themselves; a manager is part of the teams
/// they manage. Lists, threads and search of mail are their owner's alone (<see cref="MailboxVisibility"/>).
/// </summary>
internal static class MailSharing
{
    /// <summary>The level at which a person sees a mailbox's emails; <see cref="SharingLevel.Private"/> for not at all.</summary>
    public static SharingLevel LevelFor(long viewerId, long? viewerTeamId, SharedMailbox mailbox)
    {
        if (mailbox.OwnerId == viewerId)
            return SharingLevel.Everything;
        var isInTeam = mailbox.TeamId is { } team && team == viewerTeamId || mailbox.TeamManagerId == viewerId;
        return mailbox.Audience == SharingAudience.Everyone || isInTeam ? mailbox.Level : SharingLevel.Private;
    }

    /// <summary>The mailboxes of which a person sees anything, with how much. Those that are being deleted are gone for everybody.</summary>
    public static async Task<IReadOnlyDictionary<long, SharingLevel>> SharedMailboxesAsync(this SimpleCrmDbContext db, Viewer viewer, CancellationToken cancellationToken)
    {
        var teamId = await db.Users.Where(u => u.Id == viewer.UserId).Select(u => u.TeamId).SingleOrDefaultAsync(cancellationToken);
        var mailboxes = await (from m in db.Mailboxes
                               join u in db.Users on m.OwnerId equals u.Id
                               where m.DeletionRequestedAt == null && (m.OwnerId == viewer.UserId || m.Sharing != SharingLevel.Private)
                               select new SharedMailbox(m.Id, m.OwnerId, m.Sharing, m.SharedWith, u.TeamId, db.Teams.Where(t => t.Id == u.TeamId).Select(t => t.ManagerId).FirstOrDefault()))
            .ToListAsync(cancellationToken);
        return mailboxes.Select(m => (m.Id, Level: LevelFor(viewer.UserId, teamId, m))).Where(m => m.Level > SharingLevel.Private).ToDictionary(m => m.Id, m => m.Level);
    }
}

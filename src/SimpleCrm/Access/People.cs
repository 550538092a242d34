using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Access;

/// <summary>The people of the workspace, for its admins. Nobody is deleted: what a person did keeps their name.</summary>
public sealed class People(IDbContextFactory<SimpleCrmDbContext> databases, Viewers viewers, TimeProvider time)
{
    /// <summary>Everybody, active people first, by name. Empty for anyone but admins.</summary>
    public async Task<IReadOnlyList<PersonRow>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return [];
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Users.OrderBy(u => u.IsDisabled).ThenBy(u => u.DisplayName).ThenBy(u => u.Id)
            .Select(u => new PersonRow(
                u.Id, u.DisplayName, u.Email!, u.Role, u.TeamId, db.Teams.Where(t => t.Id == u.TeamId).Select(t => t.Name).FirstOrDefault(),
                u.IsDisabled, u.TwoFactorEnabled, u.LastSeenAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Changes what a person may do; their open pages follow within a minute.</summary>
    public Task<PersonChange> ChangeRoleAsync(Viewer viewer, long userId, Role role, CancellationToken cancellationToken) =>
        ChangeAsync(viewer, userId, takesRights: true, async (db, user) =>
        {
            user.Role = role;
            user.UrlsRevokedAt = time.GetUtcNow().UtcDateTime;
            if (role == Role.Rep)
                await LeaveTeamsAsync(db, userId, cancellationToken);
        }, cancellationToken);

    /// <summary>Disables a person, whose pages and tokens stop working within a minute, or lets them back in.</summary>
    public Task<PersonChange> SetDisabledAsync(Viewer viewer, long userId, bool disabled, CancellationToken cancellationToken) =>
        ChangeAsync(viewer, userId, takesRights: true, async (db, user) =>
        {
            user.IsDisabled = disabled;
            EndSessions(user);
            if (disabled)
                await LeaveTeamsAsync(db, userId, cancellationToken);
        }, cancellationToken);

    /// <summary>Puts a person into a team, or into none.</summary>
    public Task<PersonChange> SetTeamAsync(Viewer viewer, long userId, long? teamId, CancellationToken cancellationToken) =>
        ChangeAsync(viewer, userId, takesRights: false, async (db, user) =>
            user.TeamId = await db.Teams.AnyAsync(t => t.Id == teamId, cancellationToken) ? teamId : null, cancellationToken);

    /// <summary>Turns a person's second factor off, for one who lost their phone and codes, and ends their sessions.</summary>
    public Task<PersonChange> ResetTwoFactorAsync(Viewer viewer, long userId, CancellationToken cancellationToken) =>
        ChangeAsync(viewer, userId, takesRights: false, async (db, user) =>
        {
            user.TwoFactorEnabled = false;
            EndSessions(user);
            await db.UserTokens.Where(t => t.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        }, cancellationToken);

    private Task<PersonChange> ChangeAsync(
        Viewer viewer, long userId, bool takesRights, Func<SimpleCrmDbContext, User, Task> change, CancellationToken cancellationToken) =>
        databases.RetriedAsync(db => ChangeAsync(db, viewer, userId, takesRights, change, cancellationToken), cancellationToken);

    private async Task<PersonChange> ChangeAsync(
        SimpleCrmDbContext db, Viewer viewer, long userId, bool takesRights, Func<SimpleCrmDbContext, User, Task> change, CancellationToken cancellationToken)
    {
        // One after the other, so that two admins who demote each other at the same moment do not both succeed.
        await using var transaction = await db.BeginAsync(Transactions.People, cancellationToken);
        var actor = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == viewer.UserId, cancellationToken);
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId, cancellationToken);
        if (actor is not { Role: Role.Admin, IsDisabled: false } || user is null)
            return PersonChange.NotFound;
        if (takesRights && userId == viewer.UserId)
            return PersonChange.NotOnYourself;
        await change(db, user);
        user.ConcurrencyStamp = Guid.NewGuid().ToString();
        await db.SaveChangesAsync(cancellationToken);
        if (!await db.Users.AnyAsync(u => u.Role == Role.Admin && !u.IsDisabled, cancellationToken))
            return PersonChange.LastAdmin;
        await transaction.CommitAsync(cancellationToken);
        viewers.Forget(userId);
        return PersonChange.Done;
    }

    private void EndSessions(User user)
    {
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        user.UrlsRevokedAt = time.GetUtcNow().UtcDateTime;
    }

    private static Task LeaveTeamsAsync(SimpleCrmDbContext db, long userId, CancellationToken cancellationToken) =>
        db.Teams.Where(t => t.ManagerId == userId).ExecuteUpdateAsync(set => set.SetProperty(t => t.ManagerId, (long?)null), cancellationToken);
}

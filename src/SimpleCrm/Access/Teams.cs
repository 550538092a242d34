using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Access;

/// <summary>Teams and their managers, for admins.</summary>
public sealed class Teams(IDbContextFactory<SimpleCrmDbContext> databases)
{
    /// <summary>All teams by name. Empty for anyone but admins.</summary>
    public async Task<IReadOnlyList<TeamRow>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return [];
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Teams.OrderBy(t => t.Name)
            .Select(t => new TeamRow(
                t.Id, t.Name, t.ManagerId, db.Users.Where(u => u.Id == t.ManagerId).Select(u => u.DisplayName).FirstOrDefault(),
                db.Users.Count(u => u.TeamId == t.Id && !u.IsDisabled)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Makes a team, or changes the one with the id given. Says what is wrong, or null.</summary>
    /// <param name="managerId">An active manager or admin, or null.</param>
    public async Task<string?> SaveAsync(Viewer viewer, long? teamId, string name, long? managerId, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if (viewer.Role != Role.Admin)
            return "Only an admin can change teams.";
        if (name.Length is 0 or > 200)
            return "Give the team a name of at most 200 characters.";
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Teams.AnyAsync(t => t.Name == name && t.Id != teamId, cancellationToken))
            return "There is already a team with this name.";
        if (managerId is not null && !await db.Users.AnyAsync(u => u.Id == managerId && !u.IsDisabled && u.Role != Role.Rep, cancellationToken))
            return "A team is managed by a manager or an admin.";
        var team = teamId is null ? db.Teams.Add(new Team()).Entity : await db.Teams.SingleOrDefaultAsync(t => t.Id == teamId, cancellationToken);
        if (team is null)
            return "This team no longer exists.";
        team.Name = name;
        team.ManagerId = managerId;
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    /// <summary>Deletes a team; its people stay, without a team. False when there is no such team.</summary>
    public async Task<bool> DeleteAsync(Viewer viewer, long teamId, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return false;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Teams.Where(t => t.Id == teamId).ExecuteDeleteAsync(cancellationToken) == 1;
    }
}

using SimpleCrm.Database;

namespace SimpleCrm.Access;

/// <summary>Whose manager somebody is: what people enter and log may be changed by the manager of their team too.</summary>
internal static class ManagedTeam
{
    /// <summary>Everybody in the teams that the viewer manages; nobody for those who are no managers.</summary>
    public static IQueryable<User> ManagedBy(this SimpleCrmDbContext db, Viewer viewer) =>
        db.Users.Where(u => viewer.Role == Role.Manager && db.Teams.Any(t => t.Id == u.TeamId && t.ManagerId == viewer.UserId));
}

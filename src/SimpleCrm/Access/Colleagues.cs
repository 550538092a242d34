using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Access;

/// <summary>The names of those who work here: who can be given a record.</summary>
public sealed class Colleagues(IDbContextFactory<SimpleCrmDbContext> databases)
{
    /// <summary>Everybody who is active, by name, the viewer included.</summary>
    public async Task<IReadOnlyList<Colleague>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Users.Where(u => !u.IsDisabled).OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Select(u => new Colleague(u.Id, u.DisplayName)).ToListAsync(cancellationToken);
    }
}

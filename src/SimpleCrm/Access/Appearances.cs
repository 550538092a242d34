using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Access;

/// <summary>Keeps how people want the screens to look.</summary>
public sealed class Appearances(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    /// <summary>The viewer's choice, or the default.</summary>
    public async Task<Appearance> GetAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.Where(u => u.Id == viewer.UserId).Select(u => new Appearance(u.Theme, u.CompactRows)).SingleOrDefaultAsync(cancellationToken)
            ?? Appearance.Default;
    }

    /// <summary>Stores the choice; anything but "light" and "dark" is "system".</summary>
    public async Task SetAsync(Viewer viewer, Appearance appearance, CancellationToken cancellationToken)
    {
        var theme = appearance.Theme is "light" or "dark" ? appearance.Theme : "system";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Users.Where(u => u.Id == viewer.UserId)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Theme, theme).SetProperty(u => u.CompactRows, appearance.CompactRows), cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Views;

/// <summary>Which views a person sees, and how.</summary>
internal static class ShownViews
{
    public static IQueryable<SavedView> Seen(SimpleCrmDbContext db, Viewer viewer)
    {
        var there = db.SavedViews.Where(v => v.DeletedAt == null);
        return viewer.Role == Role.Admin
            ? there.Where(v => v.OwnerId == viewer.UserId || v.IsForEveryone || v.TeamId != null)
            : there.Where(v => v.OwnerId == viewer.UserId || v.IsForEveryone
                || v.TeamId != null && (db.Users.Any(u => u.Id == viewer.UserId && u.TeamId == v.TeamId) || db.Teams.Any(t => t.Id == v.TeamId && t.ManagerId == viewer.UserId)));
    }

    public static async Task<ShownView?> FindAsync(SimpleCrmDbContext db, Viewer viewer, long id, CancellationToken cancellationToken) =>
        (await ReadAsync(db, viewer, Seen(db, viewer).Where(v => v.Id == id), cancellationToken)).SingleOrDefault();

    /// <param name="views">Of one kind.</param>
    public static async Task<IReadOnlyList<ShownView>> ReadAsync(SimpleCrmDbContext db, Viewer viewer, IQueryable<SavedView> views, CancellationToken cancellationToken)
    {
        var rows = await views.AsNoTracking().Select(v => new
        {
            View = v,
            OwnerName = db.Users.Where(u => u.Id == v.OwnerId).Select(u => u.DisplayName).FirstOrDefault(),
            TeamName = db.Teams.Where(t => t.Id == v.TeamId).Select(t => t.Name).FirstOrDefault(),
            IsDefault = db.DefaultViews.Any(d => d.UserId == viewer.UserId && d.ViewId == v.Id),
        }).ToListAsync(cancellationToken);
        if (rows.Count == 0)
            return [];
        var gaps = await ViewGaps.ReadAsync(db, rows[0].View.Kind, rows.Select(r => r.View.Query), cancellationToken);
        return rows.ConvertAll(r =>
        {
            var (gone, usable) = gaps.Of(r.View.Query);
            return new ShownView
            {
                Id = r.View.Id,
                Kind = r.View.Kind,
                Name = r.View.Name,
                Query = r.View.Query,
                Usable = usable,
                Gone = gone,
                OwnerName = r.OwnerName ?? "",
                IsOwn = r.View.OwnerId == viewer.UserId,
                MayChange = r.View.OwnerId == viewer.UserId || viewer.Role == Role.Admin,
                IsForEveryone = r.View.IsForEveryone,
                TeamId = r.View.TeamId,
                TeamName = r.TeamName,
                IsDefault = r.IsDefault,
                Position = r.View.Position,
                Version = r.View.Version,
            };
        });
    }
}

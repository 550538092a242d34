using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Deals;

/// <summary>The order of a column of the board.</summary>
internal static class DealOrder
{
    /// <summary>The place above another deal of the stage, or at the end.</summary>
    public static async Task<double> PositionAsync(SimpleCrmDbContext db, long id, long stageId, long? beforeId, CancellationToken cancellationToken)
    {
        var column = db.Deals.Where(d => d.StageId == stageId && d.Id != id && d.DeletedAt == null);
        var next = beforeId is null ? null : await column.Where(d => d.Id == beforeId).Select(d => (double?)d.Position).SingleOrDefaultAsync(cancellationToken);
        if (next is null)
            return (await column.MaxAsync(d => (double?)d.Position, cancellationToken) ?? 0) + 1;
        // Halfway between its neighbours. A column is numbered anew when halves have become too small to tell apart.
        var last = await column.Where(d => d.Position < next).MaxAsync(d => (double?)d.Position, cancellationToken) ?? next.Value - 2;
        var between = (last + next.Value) / 2;
        if (between > last && between < next)
            return between;
        var deals = await column.OrderBy(d => d.Position).ThenBy(d => d.Id).ToListAsync(cancellationToken);
        for (var i = 0; i < deals.Count; i++)
            deals[i].Position = i + 1;
        return deals.Single(d => d.Id == beforeId).Position - 0.5;
    }
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Mail;

/// <summary>Where an email can be fetched from at its server.</summary>
internal static class RemotePlaces
{
    /// <summary>Folder and id, the most certain first; empty when the server does not have the email (yet).</summary>
    public static async Task<IReadOnlyList<(string Folder, string RemoteId)>> OfAsync(SimpleCrmDbContext db, long emailId, CancellationToken cancellationToken)
    {
        var places = await db.Placements
            .Where(p => p.EmailId == emailId && !p.IsPendingAddition)
            .Join(db.Folders, p => p.FolderId, f => f.Id, (p, f) => new { Folder = f.RemoteId, p.RemoteId, p.IsPendingRemoval })
            .OrderBy(p => p.IsPendingRemoval)
            .ToListAsync(cancellationToken);
        return [.. places.Select(p => (p.Folder, p.RemoteId))];
    }
}

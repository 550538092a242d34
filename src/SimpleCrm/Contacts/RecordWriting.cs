using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Contacts;

/// <summary>What storing, deleting and restoring records of all kinds share.</summary>
internal static class RecordWriting
{
    /// <summary>Marks a change.</summary>
    public static void Touch(this CrmRecord record, DateTime now, bool isNew)
    {
        record.UpdatedAt = now;
        if (isNew)
            record.CreatedAt = now;
        else
            record.Version++;
    }

    /// <summary>An owner must be somebody who is active.</summary>
    public static async Task CheckOwnerAsync(SimpleCrmDbContext db, long? ownerId, long? formerId, Mistakes mistakes, CancellationToken cancellationToken)
    {
        if (ownerId is { } owner && owner != formerId && !await db.Users.AnyAsync(u => u.Id == owner && !u.IsDisabled, cancellationToken))
            mistakes.Add("ownerId", "Choose an active person of the team as the owner.");
    }

    /// <summary>Owners delete what is theirs, anybody what is nobody's, managers what is their teams', admins everything.</summary>
    public static IQueryable<T> DeletableBy<T>(this IQueryable<T> records, SimpleCrmDbContext db, Viewer viewer) where T : CrmRecord => viewer.Role switch
    {
        Role.Admin => records,
        Role.Manager => records.Where(r => r.OwnerId == null || r.OwnerId == viewer.UserId
            || db.Users.Any(u => u.Id == r.OwnerId && db.Teams.Any(t => t.Id == u.TeamId && t.ManagerId == viewer.UserId))),
        _ => records.Where(r => r.OwnerId == null || r.OwnerId == viewer.UserId),
    };

    /// <returns>False when there is no such record, or it is not the viewer's to delete.</returns>
    public static async Task<bool> DeleteAsync<T>(this IQueryable<T> records, SimpleCrmDbContext db, Viewer viewer, long id, DateTime now, CancellationToken cancellationToken) where T : CrmRecord =>
        await records.Where(r => r.Id == id && r.DeletedAt == null).DeletableBy(db, viewer)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.DeletedAt, now).SetProperty(r => r.UpdatedAt, now).SetProperty(r => r.Version, r => r.Version + 1), cancellationToken) > 0;

    /// <returns>False when there is no such deleted record, or it is not the viewer's.</returns>
    public static async Task<bool> RestoreAsync<T>(this IQueryable<T> records, SimpleCrmDbContext db, Viewer viewer, long id, DateTime now, CancellationToken cancellationToken) where T : CrmRecord =>
        await records.Where(r => r.Id == id && r.DeletedAt != null).DeletableBy(db, viewer)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.DeletedAt, (DateTime?)null).SetProperty(r => r.UpdatedAt, now).SetProperty(r => r.Version, r => r.Version + 1), cancellationToken) > 0;
}

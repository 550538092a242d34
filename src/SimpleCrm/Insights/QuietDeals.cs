using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Deals;
using SimpleCrm.Links;
using SimpleCrm.Timeline;

namespace SimpleCrm.Insights;

/// <summary>Open deals without contact. Emails that the viewer may not see count as none: that there was one would be told otherwise.</summary>
internal static class QuietDeals
{
    private static readonly ActivityType[] Contact = [ActivityType.EmailReceived, ActivityType.EmailSent, ActivityType.Call, ActivityType.Meeting];

    /// <param name="scope">What the viewer may see of emails.</param>
    /// <param name="since">No contact since this time; deals that were entered later are none of them.</param>
    public static async Task<IReadOnlyList<QuietDeal>> ReadAsync(SimpleCrmDbContext db, SharingScope scope, IReadOnlyCollection<long> owners, DateTime since, int count, CancellationToken cancellationToken)
    {
        var links = scope.Seen(db, db.RecordLinks.Where(l => l.Kind == RecordKind.Deal && !l.IsUndone && Contact.Contains(l.Type)), nameof(RecordLink.ActivityId));
        var deals = await (from d in db.Deals
                           where d.DeletedAt == null && d.OwnerId != null && owners.Contains(d.OwnerId.Value) && d.CreatedAt < since
                               && db.Stages.Any(s => s.Id == d.StageId && s.Kind == StageKind.Open) && !links.Any(l => l.RecordId == d.Id && l.OccurredAt >= since)
                           select new
                           {
                               d.Id,
                               d.Name,
                               d.Value,
                               d.Currency,
                               d.CreatedAt,
                               OwnerName = db.Users.Where(u => u.Id == d.OwnerId).Select(u => u.DisplayName).FirstOrDefault(),
                               LastAt = links.Where(l => l.RecordId == d.Id).Max(l => (DateTime?)l.OccurredAt),
                           }).OrderBy(d => d.LastAt ?? d.CreatedAt).Take(count).ToListAsync(cancellationToken);
        return deals.ConvertAll(d => new QuietDeal(d.Id, d.Name, d.OwnerName, d.Value, d.Currency, d.LastAt));
    }
}

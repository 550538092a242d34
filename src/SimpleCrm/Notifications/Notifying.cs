using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;

namespace SimpleCrm.Notifications;

/// <summary>Adds notices to the transaction that gives reason for them.</summary>
internal static class Notifying
{
    /// <summary>Adds those that their people want; nobody is told what they did themselves. Saved by the caller.</summary>
    public static async Task NotifyAsync(this SimpleCrmDbContext db, IReadOnlyCollection<Notification> notices, CancellationToken cancellationToken)
    {
        if (notices.Count == 0)
            return;
        var people = notices.Select(n => n.UserId).Distinct().ToList();
        var muted = await db.NotificationSettings.Where(s => people.Contains(s.UserId)).ToDictionaryAsync(s => s.UserId, s => s.Muted, cancellationToken);
        var keys = notices.Select(n => n.Key).OfType<string>().Distinct().ToList();
        var known = keys.Count == 0 ? [] : (await db.Notifications.Where(n => people.Contains(n.UserId) && keys.Contains(n.Key!)).Select(n => new { n.UserId, n.Key }).ToListAsync(cancellationToken))
            .Select(n => (n.UserId, n.Key)).ToHashSet();
        db.Notifications.AddRange(notices.Where(n => n.UserId != n.ActorId && (muted.GetValueOrDefault(n.UserId) & 1 << (int)n.Kind) == 0 && (n.Key is null || known.Add((n.UserId, n.Key)))));
    }

    /// <summary>Tells open screens of these people that there are new notices.</summary>
    public static void PublishNotices(this LiveFeed feed, IEnumerable<long> userIds)
    {
        foreach (var user in userIds.Distinct())
            feed.Publish(new LiveChange { MailboxId = 0, OwnerId = user, NoticesChanged = true });
    }
}

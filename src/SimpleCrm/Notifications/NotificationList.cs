using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;

namespace SimpleCrm.Notifications;

/// <summary>A person's notices. What one says is read when it is shown: whatever they may no longer see is left out.</summary>
public sealed class NotificationList(IDbContextFactory<SimpleCrmDbContext> contexts, LiveFeed feed, TimeProvider time)
{
    /// <summary>At most this many are unread, and counted.</summary>
    public const int MostUnread = 100;

    /// <summary>The newest first.</summary>
    /// <param name="before">Those before this one; null for the newest.</param>
    public async Task<IReadOnlyList<NotificationView>> ReadAsync(Viewer viewer, long? before, int count, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = db.Notifications.AsNoTracking().Where(n => n.UserId == viewer.UserId && (before == null || n.Id < before));
        return await ViewsAsync(db, viewer, rows, count, cancellationToken);
    }

    /// <summary>Those of the newest hundred unread ones that the viewer may see, the newest first.</summary>
    public async Task<IReadOnlyList<NotificationView>> UnreadAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ViewsAsync(db, viewer, db.Notifications.AsNoTracking().Where(n => n.UserId == viewer.UserId && n.ReadAt == null), MostUnread, cancellationToken);
    }

    /// <summary>Marks one, or all, as read.</summary>
    public async Task MarkReadAsync(Viewer viewer, long? id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Notifications.Where(n => n.UserId == viewer.UserId && n.ReadAt == null && (id == null || n.Id == id))
            .ExecuteUpdateAsync(s => s.SetProperty(n => n.ReadAt, now), cancellationToken) > 0)
            feed.PublishNotices([viewer.UserId]);
    }

    /// <summary>What the viewer wants to be told.</summary>
    public async Task<NotificationChoices> ChoicesAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return NotificationChoices.Of(await db.NotificationSettings.AsNoTracking().SingleOrDefaultAsync(s => s.UserId == viewer.UserId, cancellationToken));
    }

    /// <summary>Changes that.</summary>
    public async Task ChooseAsync(Viewer viewer, NotificationChoices choices, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.NotificationSettings.SingleOrDefaultAsync(s => s.UserId == viewer.UserId, cancellationToken);
        if (row is null)
            db.Add(row = new NotificationSettings { UserId = viewer.UserId });
        choices.ApplyTo(row);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<NotificationView>> ViewsAsync(SimpleCrmDbContext db, Viewer viewer, IQueryable<Notification> rows, int count, CancellationToken cancellationToken)
    {
        var page = await rows.OrderByDescending(n => n.Id).Take(Math.Clamp(count, 1, MostUnread)).ToListAsync(cancellationToken);
        if (page.Count == 0)
            return [];
        var choices = NotificationChoices.Of(await db.NotificationSettings.AsNoTracking().SingleOrDefaultAsync(s => s.UserId == viewer.UserId, cancellationToken));
        var isQuiet = choices.IsQuiet(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(time.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(viewer.TimeZone))));
        var words = await NotificationWords.LoadAsync(db, viewer, page, cancellationToken);
        return [.. page.Select(n => (Row: n, Said: words.Of(n))).Where(n => n.Said is not null)
            .Select(n => new NotificationView(n.Row.Id, n.Row.Kind, n.Said!.Title, n.Said.Text, n.Said.Path, n.Row.CreatedAt, n.Row.ReadAt is not null, !isQuiet && choices.InBrowser.Contains(n.Row.Kind)))];
    }
}

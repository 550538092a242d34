using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Links;

namespace SimpleCrm.Timeline;

/// <summary>Reads what happened, newest first, page by page and as far as the viewer may see it.</summary>
public sealed class Timelines(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    /// <summary>The timeline of a record; null when there is no such record.</summary>
    public async Task<TimelinePage?> ReadAsync(Viewer viewer, RecordReference record, TimelineQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.ExistsAsync(record, cancellationToken))
            return null;
        var scope = await SharingScope.LoadAsync(db, viewer, cancellationToken);
        var links = Narrow(scope.Seen(db, Links(db, record), nameof(RecordLink.ActivityId)), query);
        if (query.Types.Count > 0)
            links = query.Types.Contains(ActivityType.Meeting)
                ? links.Where(l => query.Types.Contains(l.Type) || db.EmailMeetings.Any(m => m.EmailId == l.ActivityId))
                : links.Where(l => query.Types.Contains(l.Type));
        if (query.UserId is { } user)
            links = links.Where(l => l.UserId == user);
        if (!string.IsNullOrEmpty(query.Cursor))
        {
            if (ActivityCursor.Read(query.Cursor) is not { } place)
                return new TimelinePage([], null, IsBadCursor: true);
            // The first condition is a range of the index; the second alone would be none.
            links = links.Where(l => l.OccurredAt <= place.At && (l.OccurredAt < place.At || l.ActivityId < place.Id));
        }
        var size = Math.Clamp(query.PageSize, 1, TimelineQuery.MaxPageSize);
        var places = (await links.OrderByDescending(l => l.OccurredAt).ThenByDescending(l => l.ActivityId).Take(size + 1)
            .Select(l => new { l.OccurredAt, l.ActivityId }).ToListAsync(cancellationToken)).ConvertAll(l => new ActivityCursor(l.OccurredAt, l.ActivityId));
        return await PageAsync(db, viewer, scope, query, places, size, cancellationToken);
    }

    /// <summary>How many of a record's emails the viewer may not see; nothing else is told of them. All of them are looked at, therefore no page waits for it.</summary>
    public async Task<int> HiddenAsync(Viewer viewer, RecordReference record, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var scope = await SharingScope.LoadAsync(db, viewer, cancellationToken);
        var all = Links(db, record);
        // An email may come between the two.
        return Math.Max(0, await all.CountAsync(cancellationToken) - await scope.Seen(db, all, nameof(RecordLink.ActivityId)).CountAsync(cancellationToken));
    }

    /// <summary>What one person did, of what the viewer may see: their own, or another's with <see cref="TimelineQuery.UserId"/>.</summary>
    public async Task<TimelinePage> ReadPersonAsync(Viewer viewer, TimelineQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadPeopleAsync(db, viewer, [query.UserId ?? viewer.UserId], query, cancellationToken);
    }

    /// <summary>The teams that the viewer manages, by name.</summary>
    public async Task<IReadOnlyList<TimelineTeam>> TeamsAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return viewer.Role == Role.Rep ? [] : await db.Teams.Where(t => t.ManagerId == viewer.UserId).OrderBy(t => t.Name).Select(t => new TimelineTeam(t.Id, t.Name)).ToListAsync(cancellationToken);
    }

    /// <summary>What the people of the viewer's teams did, of what the viewer may see; empty for those who manage nobody.</summary>
    /// <param name="teamId">Of this team alone; null for all that the viewer manages.</param>
    public async Task<TimelinePage> ReadTeamAsync(Viewer viewer, long? teamId, TimelineQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var people = viewer.Role == Role.Rep ? [] : await db.Users.Where(u => db.Teams.Any(t => t.Id == u.TeamId && t.ManagerId == viewer.UserId) && (teamId == null || u.TeamId == teamId) && (query.UserId == null || u.Id == query.UserId)).Select(u => u.Id).ToListAsync(cancellationToken);
        return await ReadPeopleAsync(db, viewer, people, query, cancellationToken);
    }

    private static async Task<TimelinePage> ReadPeopleAsync(SimpleCrmDbContext db, Viewer viewer, List<long> people, TimelineQuery query, CancellationToken cancellationToken)
    {
        var scope = await SharingScope.LoadAsync(db, viewer, cancellationToken);
        ActivityCursor? after = null;
        if (!string.IsNullOrEmpty(query.Cursor) && (after = ActivityCursor.Read(query.Cursor)) is null)
            return new TimelinePage([], null, IsBadCursor: true);
        var size = Math.Clamp(query.PageSize, 1, TimelineQuery.MaxPageSize);
        // Each person's is a range of the index; of several together it would be none.
        var places = new List<ActivityCursor>();
        foreach (var person in people)
            places.AddRange(await PlacesAsync(db, scope, person, after, query, size + 1, cancellationToken));
        places = [.. places.OrderByDescending(p => p.At).ThenByDescending(p => p.Id).Take(size + 1)];
        return await PageAsync(db, viewer, scope, query, places, size, cancellationToken);
    }

    private static async Task<IReadOnlyList<ActivityCursor>> PlacesAsync(
        SimpleCrmDbContext db, SharingScope scope, long user, ActivityCursor? after, TimelineQuery query, int count, CancellationToken cancellationToken)
    {
        var activities = Narrow(scope.Seen(db, db.Activities.AsNoTracking().Where(a => a.UserId == user), nameof(Activity.Id)), query);
        // An invitation is an email and a meeting.
        if (query.Types.Count > 0)
            activities = query.Types.Contains(ActivityType.Meeting)
                ? activities.Where(a => query.Types.Contains(a.Type) || db.EmailMeetings.Any(m => m.EmailId == a.Id))
                : activities.Where(a => query.Types.Contains(a.Type));
        if (after is { } place)
            activities = activities.Where(a => a.OccurredAt <= place.At && (a.OccurredAt < place.At || a.Id < place.Id));
        return (await activities.OrderByDescending(a => a.OccurredAt).ThenByDescending(a => a.Id).Take(count)
            .Select(a => new { a.OccurredAt, a.Id }).ToListAsync(cancellationToken)).ConvertAll(a => new ActivityCursor(a.OccurredAt, a.Id));
    }

    private static IQueryable<RecordLink> Links(SimpleCrmDbContext db, RecordReference record) =>
        db.RecordLinks.AsNoTracking().Where(l => l.Kind == record.Kind && l.RecordId == record.Id && !l.IsUndone);

    private static IQueryable<T> Narrow<T>(IQueryable<T> rows, TimelineQuery query) where T : class, ITimelineRow
    {
        if (query.Direction is { } direction)
            rows = rows.Where(r => r.Direction == direction);
        if (query.From is { } from)
            rows = rows.Where(r => r.OccurredAt >= from);
        return query.To is { } to ? rows.Where(r => r.OccurredAt < to) : rows;
    }

    private static async Task<TimelinePage> PageAsync(
        SimpleCrmDbContext db, Viewer viewer, SharingScope scope, TimelineQuery query, List<ActivityCursor> places, int size, CancellationToken cancellationToken)
    {
        var page = places.Take(size).ToList();
        var views = (await ActivityViews.LoadAsync(db, viewer, scope, [.. page.Select(p => p.Id)], cancellationToken)).ToDictionary(v => v.Id);
        // That an email is an invitation is told only to those who may see its subject.
        return new TimelinePage([.. page.Select(p => views.GetValueOrDefault(p.Id)).OfType<ActivityView>().Where(v => query.Types.Count == 0 || query.Types.Contains(v.Type) || v.Meeting is not null)], places.Count > size ? page[^1].ToString() : null);
    }
}

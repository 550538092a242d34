using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Links;

namespace SimpleCrm.Timeline;

/// <summary>
/// What people log by hand: calls, meetings, notes and tasks. Everybody who is signed in reads them; they are changed and deleted by who logged
/// them, by the manager of that person's team and by admins. Emails and changes of records log themselves and stay as they are.
/// </summary>
public sealed class ActivityLog(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    private static readonly ActivityType[] Logged = [ActivityType.Call, ActivityType.Meeting, ActivityType.Note, ActivityType.Task];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Any activity; null when there is none, or the viewer may see nothing of it.</summary>
    public async Task<ActivityView?> FindAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, viewer, id, cancellationToken);
    }

    /// <summary>Logs an activity, or changes one.</summary>
    /// <param name="id">Null for a new one.</param>
    /// <param name="version">The version that was seen; not used for a new one.</param>
    public async Task<RecordOutcome<ActivityView>> SaveAsync(Viewer viewer, long? id, int version, ActivityContent content, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var row = id is null ? new Activity { UserId = viewer.UserId, Type = content.Type, CreatedAt = Now, OccurredAt = Now } : await Own(db, viewer).SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
        if (row is null)
            return RecordOutcome<ActivityView>.Unknown;
        if (id is not null && row.Version != version)
            return RecordOutcome<ActivityView>.Changed((await FindAsync(db, viewer, row.Id, cancellationToken))!);
        var mistakes = new Mistakes();
        ActivityChecks.Apply(row, content, Now, mistakes);
        if (!Logged.Contains(content.Type) || content.Type != row.Type)
            mistakes.Add("type", "Log a call, a meeting, a note or a task. What is logged keeps its type.");
        var records = await RecordsAsync(db, content.Records, mistakes, cancellationToken);
        if (mistakes.Any)
            return RecordOutcome<ActivityView>.Wrong(mistakes.Found);
        row.UpdatedAt = Now;
        if (id is null)
            db.Activities.Add(row);
        else
            row.Version++;
        await LinkAsync(db, row, records, viewer.UserId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var stored = (await FindAsync(db, viewer, row.Id, cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        return RecordOutcome<ActivityView>.Done(stored);
    }

    /// <summary>Deletes what was logged.</summary>
    /// <returns>What <see cref="RestoreAsync"/> brings back; null when there is no such activity, or it is not the viewer's to delete.</returns>
    public async Task<DeletedActivity?> DeleteAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        if (await Own(db, viewer).SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } row)
            return null;
        var links = await db.RecordLinks.Where(l => l.ActivityId == id).ToListAsync(cancellationToken);
        db.Remove(row);
        db.RemoveRange(links);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new DeletedActivity(viewer.UserId, row, links);
    }

    /// <summary>Takes deleting back, as long as somebody remembers it.</summary>
    /// <returns>False when somebody else deleted it, or it is back already.</returns>
    public async Task<bool> RestoreAsync(Viewer viewer, DeletedActivity deleted, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        if (deleted.ById != viewer.UserId || await db.Activities.AnyAsync(a => a.Id == deleted.Row.Id, cancellationToken))
            return false;
        deleted.Row.Version++;
        db.Add(deleted.Row);
        db.AddRange(deleted.Links);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static IQueryable<Activity> Own(SimpleCrmDbContext db, Viewer viewer)
    {
        var logged = db.Activities.Where(a => Logged.Contains(a.Type));
        return viewer.Role switch
        {
            Role.Admin => logged,
            Role.Manager => logged.Where(a => a.UserId == viewer.UserId || db.ManagedBy(viewer).Any(u => u.Id == a.UserId)),
            _ => logged.Where(a => a.UserId == viewer.UserId),
        };
    }

    private static async Task<IReadOnlyList<RecordReference>> RecordsAsync(SimpleCrmDbContext db, IReadOnlyList<RecordReference> wanted, Mistakes mistakes, CancellationToken cancellationToken)
    {
        var records = wanted.Distinct().ToList();
        if (records.Count is 0 or > ActivityContent.MostRecords)
            mistakes.Add("records", $"Name 1 to {ActivityContent.MostRecords} records that it belongs to.");
        else if ((await db.TitlesAsync(records, cancellationToken)).Count < records.Count)
            mistakes.Add("records", "One of these records is not there. Choose records from the lists.");
        var contacts = records.Where(r => r.Kind == RecordKind.Contact).Select(r => r.Id).ToList();
        var companies = contacts.Count == 0 || mistakes.Any ? [] : await db.Contacts.Where(c => contacts.Contains(c.Id) && c.CompanyId != null).Select(c => c.CompanyId!.Value).ToListAsync(cancellationToken);
        return [.. records.Union(companies.Select(c => new RecordReference(RecordKind.Company, c)))];
    }

    private static async Task LinkAsync(SimpleCrmDbContext db, Activity row, IReadOnlyList<RecordReference> records, long userId, CancellationToken cancellationToken)
    {
        db.Changed.UnionWith(records);
        var there = await db.RecordLinks.Where(l => l.ActivityId == row.Id).ToListAsync(cancellationToken);
        db.RecordLinks.RemoveRange(there.Where(l => !records.Contains(new RecordReference(l.Kind, l.RecordId))));
        foreach (var record in records)
        {
            if (there.Find(l => l.Kind == record.Kind && l.RecordId == record.Id) is { } kept)
                (kept.OccurredAt, kept.Direction) = (row.OccurredAt, row.Direction);
            else
                db.RecordLinks.Add(LinkOf(row, record, userId));
        }
    }

    internal static RecordLink LinkOf(Activity activity, RecordReference record, long userId) => new()
    {
        ActivityId = activity.Id,
        Kind = record.Kind,
        RecordId = record.Id,
        OccurredAt = activity.OccurredAt,
        Type = activity.Type,
        Direction = activity.Direction,
        UserId = activity.UserId,
        Rule = LinkRule.Person,
        Score = 100,
        LinkedById = userId,
    };

    private static async Task<ActivityView?> FindAsync(SimpleCrmDbContext db, Viewer viewer, long id, CancellationToken cancellationToken) =>
        (await ActivityViews.LoadAsync(db, viewer, await SharingScope.LoadAsync(db, viewer, cancellationToken), [id], cancellationToken)).SingleOrDefault();
}

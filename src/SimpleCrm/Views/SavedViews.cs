using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Mail;

namespace SimpleCrm.Views;

/// <summary>
/// Saved views of the lists of records. A person sees their own and those shared with them; admins see every shared one. The owner and admins change them.
/// </summary>
public sealed class SavedViews(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan KeptDeleted = TimeSpan.FromDays(1);

    /// <summary>The views of a list: the viewer's own in their order, then the shared ones by name.</summary>
    public async Task<IReadOnlyList<ShownView>> ListAsync(Viewer viewer, RecordKind kind, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var views = await ShownViews.ReadAsync(db, viewer, ShownViews.Seen(db, viewer).Where(v => v.Kind == kind), cancellationToken);
        return [.. views.OrderBy(v => !v.IsOwn).ThenBy(v => v.IsOwn ? v.Position : 0).ThenBy(v => v.Name, StringComparer.OrdinalIgnoreCase).ThenBy(v => v.Id)];
    }

    /// <summary>A view; null where there is none, or it is not shared with the viewer.</summary>
    public async Task<ShownView?> FindAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ShownViews.FindAsync(db, viewer, id, cancellationToken);
    }

    /// <summary>With whom the viewer may share: reps with their team, managers also with those they manage, admins with all and everybody.</summary>
    public async Task<ViewAudience> AudienceAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var teams = await Reached(db, viewer).OrderBy(t => t.Name).Select(t => new ViewTeam(t.Id, t.Name)).ToListAsync(cancellationToken);
        return new ViewAudience(viewer.Role == Role.Admin, teams);
    }

    /// <summary>Adds a view of the viewer's own, or changes one.</summary>
    /// <param name="id">Null for a new one.</param>
    /// <param name="version">The version the viewer saw; of a new one it is not looked at.</param>
    /// <param name="kind">Of a new one.</param>
    public async Task<RecordOutcome<ShownView>> SaveAsync(Viewer viewer, long? id, int version, RecordKind kind, SavedViewContent content, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var row = id is null ? new SavedView { OwnerId = viewer.UserId, Kind = kind, CreatedAt = now } : await ShownViews.Seen(db, viewer).SingleOrDefaultAsync(v => v.Id == id, cancellationToken);
        if (row is null)
            return RecordOutcome<ShownView>.Unknown;
        if (row.OwnerId != viewer.UserId && viewer.Role != Role.Admin)
            return Wrong("", "Only the owner or an admin can change this view. Save it as a new one of your own.");
        if (id is not null && row.Version != version && await ShownViews.FindAsync(db, viewer, row.Id, cancellationToken) is { } current)
            return RecordOutcome<ShownView>.Changed(current);
        var others = await OthersAsync(db, row, cancellationToken);
        var mistakes = await CheckAsync(db, viewer, row, id is null, content, others, cancellationToken);
        if (mistakes.Any)
            return RecordOutcome<ShownView>.Wrong(mistakes.Found);
        (row.Name, row.Query, row.IsForEveryone, row.TeamId) = (DisplayText.Clean(content.Name, SavedView.NameLength), ViewQuery.Clean(row.Kind, content.Query), content.IsForEveryone, content.TeamId);
        if (id is null)
            db.SavedViews.Add(row);
        else
            row.Version++;
        others.Insert(Math.Clamp(content.Position ?? (id is null ? others.Count : others.Count(o => o.Position < row.Position)), 0, others.Count), row);
        foreach (var (position, view) in others.Index())
            view.Position = position;
        await db.SaveChangesAsync(cancellationToken);
        await db.SavedViews.Where(v => v.OwnerId == viewer.UserId && v.DeletedAt < now - KeptDeleted).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return RecordOutcome<ShownView>.Done((await ShownViews.FindAsync(db, viewer, row.Id, cancellationToken))!);
    }

    /// <summary>Deletes a view so that it can be restored within a day; false where there is none that the viewer may change.</summary>
    public async Task<bool> DeleteAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var isDeleted = await Changeable(ShownViews.Seen(db, viewer), viewer).Where(v => v.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(v => v.DeletedAt, now).SetProperty(v => v.Version, v => v.Version + 1), cancellationToken) == 1;
        await transaction.CommitAsync(cancellationToken);
        return isDeleted;
    }

    /// <summary>Takes deleting back. Unknown where nothing was deleted within a day that the viewer may change; wrong where another view has its name by now, or there are too many.</summary>
    public async Task<RecordOutcome<ShownView>> RestoreAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var since = time.GetUtcNow().UtcDateTime - KeptDeleted;
        var deleted = db.SavedViews.Where(v => v.DeletedAt >= since && (v.OwnerId == viewer.UserId || v.IsForEveryone || v.TeamId != null));
        if (await Changeable(deleted, viewer).SingleOrDefaultAsync(v => v.Id == id, cancellationToken) is not { } row)
            return RecordOutcome<ShownView>.Unknown;
        var others = await OthersAsync(db, row, cancellationToken);
        var mistakes = new Mistakes();
        CheckPlace(mistakes, row.Name, others, isNew: true);
        if (mistakes.Any)
            return RecordOutcome<ShownView>.Wrong(mistakes.Found);
        row.DeletedAt = null;
        row.Version++;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return RecordOutcome<ShownView>.Done((await ShownViews.FindAsync(db, viewer, id, cancellationToken))!);
    }

    /// <summary>Makes a view the one with which the viewer's list opens.</summary>
    /// <param name="id">Null for the whole list.</param>
    /// <returns>False where there is no such view of this list.</returns>
    public async Task<bool> SetDefaultAsync(Viewer viewer, RecordKind kind, long? id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        if (id is not null && !await ShownViews.Seen(db, viewer).AnyAsync(v => v.Id == id && v.Kind == kind, cancellationToken))
            return false;
        await db.DefaultViews.Where(d => d.UserId == viewer.UserId && d.Kind == kind).ExecuteDeleteAsync(cancellationToken);
        if (id is { } view)
            db.DefaultViews.Add(new DefaultView { UserId = viewer.UserId, Kind = kind, ViewId = view });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task<Mistakes> CheckAsync(
        SimpleCrmDbContext db, Viewer viewer, SavedView row, bool isNew, SavedViewContent content, List<SavedView> others, CancellationToken cancellationToken)
    {
        var mistakes = new Mistakes();
        var name = DisplayText.Clean(content.Name, SavedView.NameLength + 1);
        if (name.Length is 0 or > SavedView.NameLength)
            mistakes.Add("name", $"Enter a name of at most {SavedView.NameLength} characters.");
        else
            CheckPlace(mistakes, name, others, isNew);
        if (!Enum.IsDefined(row.Kind))
            mistakes.Add("kind", "Name the kind: contact, company, lead or deal.");
        else if (content.Query?.Length > SavedView.QueryLength || ViewQuery.Clean(row.Kind, content.Query).Length > SavedView.QueryLength)
            mistakes.Add("query", $"Use at most {SavedView.QueryLength} characters.");
        else if (ViewQuery.Mistake(row.Kind, ViewQuery.Parse(content.Query)) is { } mistake)
            mistakes.Add("query", mistake);
        if (content is { IsForEveryone: true, TeamId: not null })
            mistakes.Add("teamId", "Share with everybody or with one team.");
        // Who was let in before may stay, whoever changes the rest.
        else if (content.IsForEveryone && !row.IsForEveryone && viewer.Role != Role.Admin)
            mistakes.Add("isForEveryone", "Only an admin can share a view with everybody.");
        else if (content.TeamId is { } team && team != row.TeamId && !await Reached(db, viewer).AnyAsync(t => t.Id == team, cancellationToken))
            mistakes.Add("teamId", "Share with your own team or one you manage.");
        return mistakes;
    }

    private static void CheckPlace(Mistakes mistakes, string name, List<SavedView> others, bool isNew)
    {
        if (others.Exists(v => v.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            mistakes.Add("name", "There is a view of this name already.");
        else if (isNew && others.Count >= SavedView.MostOfPerson)
            mistakes.Add("name", $"You can have at most {SavedView.MostOfPerson} views of a list. Delete one first.");
    }

    // Those of the same owner and list, in order.
    private static async Task<List<SavedView>> OthersAsync(SimpleCrmDbContext db, SavedView row, CancellationToken cancellationToken) =>
        [.. (await db.SavedViews.Where(v => v.OwnerId == row.OwnerId && v.Kind == row.Kind && v.Id != row.Id && v.DeletedAt == null).ToListAsync(cancellationToken)).OrderBy(v => v.Position).ThenBy(v => v.Id)];

    private static IQueryable<Team> Reached(SimpleCrmDbContext db, Viewer viewer) => viewer.Role == Role.Admin
        ? db.Teams
        : db.Teams.Where(t => t.ManagerId == viewer.UserId || db.Users.Any(u => u.Id == viewer.UserId && u.TeamId == t.Id));

    private static IQueryable<SavedView> Changeable(IQueryable<SavedView> views, Viewer viewer) =>
        viewer.Role == Role.Admin ? views : views.Where(v => v.OwnerId == viewer.UserId);

    private static RecordOutcome<ShownView> Wrong(string field, string message) => RecordOutcome<ShownView>.Wrong(new Dictionary<string, string[]> { [field] = [message] });
}

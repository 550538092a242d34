using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Sharing;

/// <summary>What administrators decide about sharing: the level of new mailboxes, and how little and how much owners may share. Limits hold at once, for old choices too.</summary>
public sealed class WorkspaceSharing(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    private static readonly WorkspaceShareView Untouched = new(SharingLevel.Private, SharingAudience.Team, SharingLimits.None);

    /// <summary>What holds now; everybody may know.</summary>
    public async Task<WorkspaceShareView> GetAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, cancellationToken);
    }

    /// <summary>Changes it.</summary>
    /// <returns>What is wrong, for people; null when it is done.</returns>
    public async Task<string?> SetAsync(Viewer viewer, WorkspaceShareView wanted, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return "Only an admin can change this.";
        if (!Enum.IsDefined(wanted.Default) || !Enum.IsDefined(wanted.DefaultAudience) || !Enum.IsDefined(wanted.Limits.Least) || !Enum.IsDefined(wanted.Limits.Most))
            return "Choose one of the levels.";
        if (wanted.Limits.Least > wanted.Limits.Most)
            return "The least cannot be more than the most.";
        if (wanted.Limits.Within(wanted.Default) != wanted.Default)
            return "Choose a level for new mailboxes that owners may choose too.";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.People, cancellationToken);
        var row = await db.WorkspaceShareSettings.SingleOrDefaultAsync(cancellationToken);
        if (row is null)
            db.Add(row = new WorkspaceShareSettings());
        (row.Default, row.DefaultAudience, row.Least, row.Most) = (wanted.Default, wanted.DefaultAudience, wanted.Limits.Least, wanted.Limits.Most);
        (row.UpdatedAt, row.UpdatedById) = (time.GetUtcNow().UtcDateTime, viewer.UserId);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    internal static async Task<SharingLimits> LimitsAsync(SimpleCrmDbContext db, CancellationToken cancellationToken) => (await FindAsync(db, cancellationToken)).Limits;

    internal static async Task<WorkspaceShareView> FindAsync(SimpleCrmDbContext db, CancellationToken cancellationToken) =>
        await db.WorkspaceShareSettings.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } row
            ? new WorkspaceShareView(row.Default, row.DefaultAudience, new SharingLimits(row.Least, row.Most))
            : Untouched;
}

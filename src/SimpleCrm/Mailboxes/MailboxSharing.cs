using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Sharing;

namespace SimpleCrm.Mailboxes;

/// <summary>What the owner of a mailbox shows others of its emails where these belong to records. The workspace's default until they decide.</summary>
public sealed class MailboxSharing(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    /// <summary>Null when the mailbox is not the viewer's.</summary>
    public async Task<(SharingLevel Level, SharingAudience Audience)?> FindAsync(Viewer viewer, long mailboxId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.MailboxesFor(viewer).Where(m => m.Id == mailboxId).Select(m => new { m.Sharing, m.SharedWith }).SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.Sharing, found.SharedWith);
    }

    /// <summary>Holds from the next thing that anybody reads, for old emails too.</summary>
    public async Task<ShareOutcome> SetAsync(Viewer viewer, long mailboxId, SharingLevel level, SharingAudience audience, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var own = db.MailboxesFor(viewer).Where(m => m.Id == mailboxId);
        if (!await own.AnyAsync(cancellationToken))
            return ShareOutcome.Unknown;
        if (!Enum.IsDefined(level) || !Enum.IsDefined(audience) || (await WorkspaceSharing.LimitsAsync(db, cancellationToken)).Within(level) != level)
            return ShareOutcome.OutsideLimits;
        return await own.ExecuteUpdateAsync(s => s.SetProperty(m => m.Sharing, level).SetProperty(m => m.SharedWith, audience), cancellationToken) > 0 ? ShareOutcome.Done : ShareOutcome.Unknown;
    }

    /// <summary>Gives a mailbox that is being connected the workspace's default.</summary>
    internal static async Task BeginAsync(SimpleCrmDbContext db, Mailbox mailbox, CancellationToken cancellationToken)
    {
        var workspace = await WorkspaceSharing.FindAsync(db, cancellationToken);
        (mailbox.Sharing, mailbox.SharedWith) = (workspace.Default, workspace.DefaultAudience);
    }
}

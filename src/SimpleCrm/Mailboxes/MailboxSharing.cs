using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Mailboxes;

/// <summary>What the owner of a mailbox shows others of its emails where these belong to records. Nothing until they decide.</summary>
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
    /// <returns>False when the mailbox is not the viewer's.</returns>
    public async Task<bool> SetAsync(Viewer viewer, long mailboxId, SharingLevel level, SharingAudience audience, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MailboxesFor(viewer).Where(m => m.Id == mailboxId)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.Sharing, level).SetProperty(m => m.SharedWith, audience), cancellationToken) > 0;
    }
}

using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Sharing;

/// <summary>Conversations that their owner shares more or less than their mailbox.</summary>
public sealed class ThreadSharing(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    /// <summary>How a conversation of the viewer is shared; null when it is not theirs.</summary>
    public async Task<ThreadShareView?> FindAsync(Viewer viewer, long threadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await (from t in Own(db, viewer)
                           where t.Id == threadId
                           join m in db.Mailboxes on t.MailboxId equals m.Id
                           select new
                           {
                               m.Sharing,
                               m.SharedWith,
                               IsProtected = db.Emails.Any(e => e.ThreadId == t.Id && e.IsProtected),
                               IsLinked = db.Emails.Any(e => e.ThreadId == t.Id && db.RecordLinks.Any(l => l.ActivityId == e.Id && !l.IsUndone)),
                           }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;
        var share = await db.ThreadShares.AsNoTracking().SingleOrDefaultAsync(s => s.ThreadId == threadId, cancellationToken);
        var caps = await (from e in db.Emails
                          where e.ThreadId == threadId
                          join l in db.RecordLinks on e.Id equals l.ActivityId
                          where !l.IsUndone
                          join s in db.RecordShares on new { l.Kind, l.RecordId } equals new { s.Kind, s.RecordId }
                          select s.Level).ToListAsync(cancellationToken);
        return new ThreadShareView
        {
            Level = share?.Level,
            Audience = share?.Audience ?? found.SharedWith,
            MailboxLevel = found.Sharing,
            MailboxAudience = found.SharedWith,
            Limits = await WorkspaceSharing.LimitsAsync(db, cancellationToken),
            IsProtected = found.IsProtected,
            IsLinked = found.IsLinked,
            RecordLevel = caps.Count == 0 ? null : caps.Min(),
            Granted = await db.ThreadGrants.Where(g => g.ThreadId == threadId).Join(db.Users, g => g.UserId, u => u.Id, (g, u) => u).OrderBy(u => u.DisplayName)
                .Select(u => new Colleague(u.Id, u.DisplayName)).ToListAsync(cancellationToken),
        };
    }

    /// <summary>Shares a conversation, with what comes to it later, apart from its mailbox; null lets it follow the mailbox again.</summary>
    public async Task<ShareOutcome> SetAsync(Viewer viewer, long threadId, SharingLevel? level, SharingAudience audience, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MailboxOfAsync(db, viewer, threadId, cancellationToken) is not { } mailboxId)
            return ShareOutcome.Unknown;
        if (level is { } wanted && (!Enum.IsDefined(wanted) || !Enum.IsDefined(audience) || (await WorkspaceSharing.LimitsAsync(db, cancellationToken)).Within(wanted) != wanted))
            return ShareOutcome.OutsideLimits;
        await using var transaction = await db.BeginAsync(mailboxId, cancellationToken);
        await db.ThreadShares.Where(s => s.ThreadId == threadId).ExecuteDeleteAsync(cancellationToken);
        if (level is { } chosen)
        {
            db.ThreadShares.Add(new ThreadShare { ThreadId = threadId, MailboxId = mailboxId, Level = chosen, Audience = audience, SetAt = time.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        return ShareOutcome.Done;
    }

    /// <summary>Takes back the access that was given to a person.</summary>
    /// <returns>False when the conversation is not the viewer's, or the person had none.</returns>
    public async Task<bool> RevokeAsync(Viewer viewer, long threadId, long userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await MailboxOfAsync(db, viewer, threadId, cancellationToken) is not null
            && await db.ThreadGrants.Where(g => g.ThreadId == threadId && g.UserId == userId).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    /// <summary>Conversations that became one are shared no more than each of them was: what only one of them was given falls away.</summary>
    internal static async Task MergeAsync(SimpleCrmDbContext db, long mailboxId, long survivor, IReadOnlyCollection<long> merged, CancellationToken cancellationToken)
    {
        List<long> all = [survivor, .. merged];
        var shares = await db.ThreadShares.AsNoTracking().Where(s => all.Contains(s.ThreadId)).ToListAsync(cancellationToken);
        await db.ThreadGrants.Where(g => merged.Contains(g.ThreadId)).ExecuteDeleteAsync(cancellationToken);
        if (shares.Count == 0)
            return;
        var mailbox = await db.Mailboxes.Where(m => m.Id == mailboxId).Select(m => new { m.Sharing, m.SharedWith }).SingleAsync(cancellationToken);
        var level = shares.Min(s => s.Level);
        var audience = shares.Min(s => s.Audience);
        if (shares.Count < all.Count)
            (level, audience) = (level < mailbox.Sharing ? level : mailbox.Sharing, audience < mailbox.SharedWith ? audience : mailbox.SharedWith);
        await db.ThreadShares.Where(s => all.Contains(s.ThreadId)).ExecuteDeleteAsync(cancellationToken);
        await db.InsertAllAsync([new ThreadShare { ThreadId = survivor, MailboxId = mailboxId, Level = level, Audience = audience, SetAt = shares.Max(s => s.SetAt) }], cancellationToken);
    }

    private static IQueryable<EmailThread> Own(SimpleCrmDbContext db, Viewer viewer) => db.Threads.Where(t => db.MailboxesFor(viewer).Any(m => m.Id == t.MailboxId));

    private static Task<long?> MailboxOfAsync(SimpleCrmDbContext db, Viewer viewer, long threadId, CancellationToken cancellationToken) =>
        Own(db, viewer).Where(t => t.Id == threadId).Select(t => (long?)t.MailboxId).SingleOrDefaultAsync(cancellationToken);
}

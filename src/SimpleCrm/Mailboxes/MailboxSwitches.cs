using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Sync;

namespace SimpleCrm.Mailboxes;

/// <summary>Pauses, resumes and hurries mailboxes.</summary>
internal sealed class MailboxSwitches(
    IDbContextFactory<SimpleCrmDbContext> contexts, MailboxKnocks knocks, LiveFeed feed, TimeProvider time)
{
    public Task<bool> PauseAsync(Viewer viewer, long mailboxId, CancellationToken cancellationToken) => ChangeAsync(viewer, mailboxId, mailbox =>
    {
        if (mailbox.State == MailboxState.Disconnected)
            return false;
        mailbox.State = MailboxState.Paused;
        mailbox.NextPollAt = null;
        mailbox.RetryAt = null;
        return true;
    }, KnockReason.None, cancellationToken);

    public Task<bool> ResumeAsync(Viewer viewer, long mailboxId, CancellationToken cancellationToken) => ChangeAsync(viewer, mailboxId, mailbox =>
    {
        if (mailbox.State != MailboxState.Paused)
            return mailbox.State != MailboxState.Disconnected;
        mailbox.State = mailbox.LastSyncedAt is null ? MailboxState.Backfilling : MailboxState.Active;
        mailbox.FailedRuns = 0;
        return true;
    }, KnockReason.Connected | KnockReason.Person, cancellationToken);

    public Task<bool> SetPollMinutesAsync(Viewer viewer, long mailboxId, int minutes, CancellationToken cancellationToken) => ChangeAsync(viewer, mailboxId, mailbox =>
    {
        if (minutes is < 5 or > 15)
            return false;
        mailbox.PollMinutes = minutes;
        if (mailbox.NextPollAt is not null)
            mailbox.NextPollAt = (mailbox.LastSyncedAt ?? time.GetUtcNow().UtcDateTime).AddMinutes(minutes);
        return true;
    }, KnockReason.None, cancellationToken);

    public async Task<bool> SyncNowAsync(Viewer viewer, long? mailboxId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await db.MailboxesFor(viewer).Where(m => mailboxId == null || m.Id == mailboxId)
            .Where(m => m.State != MailboxState.Disconnected && m.State != MailboxState.Paused).Select(m => m.Id).ToListAsync(cancellationToken);
        foreach (var id in ids)
            knocks.Knock(id, KnockReason.Person);
        return mailboxId is null || ids.Count > 0;
    }

    private async Task<bool> ChangeAsync(Viewer viewer, long mailboxId, Func<Mailbox, bool> change, KnockReason knock, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.MailboxesFor(viewer).SingleOrDefaultAsync(m => m.Id == mailboxId, cancellationToken) is not { } mailbox || !change(mailbox))
            return false;
        await db.SaveChangesAsync(cancellationToken);
        feed.Publish(new LiveChange { MailboxId = mailboxId, OwnerId = mailbox.OwnerId, MailboxChanged = true });
        if (knock != KnockReason.None)
            knocks.Knock(mailboxId, knock);
        return true;
    }
}
